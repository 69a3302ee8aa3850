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
 * What {@link SendersTest} needs to know about a sender for its hostile cases. A sender with several kinds of proofs
 * has a kit for each, with the same {@link #source()}. A new sender needs a kit in {@link SenderKits}.
 */
interface SenderKit {

    /** Returns its name in keys and in {@code JENVOY_SOURCE}. */
    String source();

    /** Returns a secret in the sender's form, different for every seed. */
    default String secret(String seed) {
        return "planted-" + source() + "-secret-" + seed;
    }

    /**
     * Configures the sender, also on a running server.
     *
     * @param secrets the accepted secrets
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
     * Returns a valid request with all fields of the sender, including its proof.
     *
     * @param body the JSON; a sender whose proof does not cover it, or that sends no body, uses what it can
     * @param at the time of sending, for a proof that contains it
     */
    HookRequest request(String secret, String id, byte[] body, Instant at);

    /** Returns every field that must be present with the right value. */
    List<String> proofs();

    /** Returns the possible statuses of a rejection for an invalid proof. */
    default List<Integer> refused() {
        return List.of(403);
    }

    /** Returns the status if its address is not allowed. */
    default int outside() {
        return 403;
    }

    /** Returns the status of a valid request without a configuration. */
    default int unconfigured() {
        return 403;
    }

    /** Returns whether it uses secrets, of which there may be several. */
    default boolean hasSecrets() {
        return true;
    }

    /** Returns whether a change of the body invalidates the proof. */
    default boolean coversBody() {
        return true;
    }

    /** Returns whether its body is parsed as JSON, so that malformed JSON is rejected with 400. */
    default boolean readsBody() {
        return true;
    }

    /** Returns what the proof of a form with a field {@code payload} covers, if {@link #request} sends JSON. */
    default Form form() {
        return Form.NONE;
    }

    /**
     * Returns the request by which the sender tests a connection, with its proof; empty if it has no special request
     * for that.
     */
    default Optional<HookRequest> trial(String secret, String id, byte[] body, Instant at) {
        return Optional.empty();
    }

    /** Returns whether the body of such a request may be anything, of any type. */
    default boolean triesWithAnything() {
        return false;
    }

    /** Returns how far the time of its proof may be off; empty if the proof has no time. */
    default Optional<Duration> window() {
        return Optional.empty();
    }

    /** Returns what happens to the same request, sent again after it has succeeded. */
    default Again again() {
        return Again.RUNS;
    }

    /** Returns the field with the delivery's id; empty if there is no such field. */
    Optional<String> idField();

    /** Returns the field with the event; empty if the event is elsewhere. */
    Optional<String> eventField();

    /** Returns whether another field names the event of {@link #request} if that one is empty. */
    default boolean mayLeaveEventEmpty() {
        return false;
    }

    /** Returns the event of {@link #push}, as hooks see it. */
    String event();

    /** Returns the JSON of a push to a branch. */
    String push(Push push);

    /** Returns the JSON of a push that deletes the branch; empty for a sender without such pushes. */
    Optional<String> deletion(Push push);

    /** Returns the facts that hooks get from such a push: {@code null} for a fact that this sender does not send. */
    default Push told(Push push) {
        return push;
    }

    /** What the proof of a form covers. */
    enum Form {
        /** It sends no forms, or only forms. */
        NONE,
        /** The raw form. */
        WHOLE,
        /** The JSON in the field. */
        FIELD
    }

    /** What happens to a request that is sent twice. */
    enum Again {
        /** The hooks run again, like after a redelivery by a person. */
        RUNS,
        /** The sender gets the recorded answer, because it retries by itself. */
        RECORDED,
        /** The request is rejected as a replay. */
        REFUSED
    }

    /** A push to a branch. */
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
