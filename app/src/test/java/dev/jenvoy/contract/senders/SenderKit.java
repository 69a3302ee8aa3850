package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one sender speaks: what {@link SendersTest} has to know to put its hostile cases to it. A sender that proves itself
 * in several ways has a kit for each, of the same {@link #source()}. A new sender needs a kit in {@link SenderKits}.
 */
interface SenderKit {

    /** Its name in keys and {@code JENVOY_SOURCE}. */
    String source();

    /** A secret in the form that this sender's secrets have; another one for every seed. */
    default String secret(String seed) {
        return "planted-" + source() + "-secret-" + seed;
    }

    /**
     * Lets the sender in, also of a server that runs.
     *
     * @param secrets any of which may be used
     * @param allowed {@code allowed_ips}; empty to leave the key out
     */
    default void admit(TestServer site, List<String> secrets, List<String> allowed) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("secret", secrets.size() == 1 ? secrets.get(0) : secrets);
        if (!allowed.isEmpty()) {
            entry.put("allowed_ips", allowed);
        }
        site.sender(source(), entry);
    }

    /**
     * A good request with everything that the sender sends, and its proof, in its fields.
     *
     * @param body the JSON; a sender whose proof is not over it, or that has none, makes of it what it can
     * @param at when it is sent, for a sender whose proof has a time
     */
    HookRequest request(String secret, String id, byte[] body, Instant at);

    /** Every field without which, or with another value of which, the request must not be taken. */
    List<String> proofs();

    /** The statuses with which it may be turned away when its proof is not good. */
    default List<Integer> refused() {
        return List.of(403);
    }

    /** The status when its address is not allowed. */
    default int outside() {
        return 403;
    }

    /** The status of an otherwise good request while nothing is configured. */
    default int unconfigured() {
        return 403;
    }

    /** Whether it is let in by secrets, of which there may be several. */
    default boolean hasSecrets() {
        return true;
    }

    /** Whether a change of the body spoils the proof. */
    default boolean coversBody() {
        return true;
    }

    /** Whether its body is JSON that is read, so that what is wrong with it is answered 400. */
    default boolean readsBody() {
        return true;
    }

    /** What the proof of a form with a field {@code payload} is over, where {@link #request} sends JSON. */
    default Form form() {
        return Form.NONE;
    }

    /**
     * A request by which the sender tries the connection out, with its proof; empty for a sender that sends nothing else for
     * that than at other times.
     */
    default Optional<HookRequest> trial(String secret, String id, byte[] body, Instant at) {
        return Optional.empty();
    }

    /** Whether the body of such a request may be anything, of any type. */
    default boolean triesWithAnything() {
        return false;
    }

    /** How far its proof's time may be off; empty when the proof has none. */
    default Optional<Duration> window() {
        return Optional.empty();
    }

    /** What becomes of the very same request, sent again after it has ended well. */
    default Again again() {
        return Again.RUNS;
    }

    /** The field that holds the delivery's id; empty when it has none of its own. */
    Optional<String> idField();

    /** The field that names the event; empty when it is not told by one. */
    Optional<String> eventField();

    /** Whether another field names the event of {@link #request} when that one is empty. */
    default boolean mayLeaveEventEmpty() {
        return false;
    }

    /** The event's name, as hooks know it, of {@link #push}. */
    String event();

    /** The JSON of a push of a branch. */
    String push(Push push);

    /** The JSON of a push that deletes the branch; empty for a sender that never tells of one. */
    Optional<String> deletion(Push push);

    /** What hooks are told of such a push: {@code null} for what this sender does not tell. */
    default Push told(Push push) {
        return push;
    }

    /** What the proof of a form covers. */
    enum Form {
        /** It sends no forms, or nothing else. */
        NONE,
        /** The raw form. */
        WHOLE,
        /** The JSON in the field. */
        FIELD
    }

    /** What becomes of a request that is sent twice. */
    enum Again {
        /** As of a person's redelivery: the hooks run once more. */
        RUNS,
        /** As of a sender that resends: it gets the recorded answer. */
        RECORDED,
        /** It is taken for a replay. */
        REFUSED
    }

    /** Somebody pushed a branch. */
    record Push(String owner, String repository, String branch, String sha, String sender) {
        static final Push GOOD = new Push("acme", "site", "main", "6113728f27ae82c7b1a177c8d03f9e96e0adf246", "ann");

        Push owner(String other) {
            return new Push(other, repository, branch, sha, sender);
        }

        Push repository(String other) {
            return new Push(owner, other, branch, sha, sender);
        }

        Push branch(String other) {
            return new Push(owner, repository, other, sha, sender);
        }
    }
}
