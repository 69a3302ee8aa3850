package dev.jenvoy.journal.share;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Actions of one queue never run at once. The policy of an action decides its queue: a parallel action has no queue, an
 * action may name a queue of its kind, an exclusive action has one for itself, and every other action has one for each
 * owner, repository and ref. Every server names a queue in the same way.
 *
 * @param scope what its deliveries have in common, as a text that is only compared
 */
public record QueueKey(String kind, String action, String scope) {

    /** The scope of a queue that an action names itself. No other scope contains a line break. */
    private static final String NAMED = "\n";

    public static QueueKey of(Planned planned, Facts facts) {
        Policy policy = planned.policy();
        if (policy.queue().isPresent()) {
            return new QueueKey(planned.kind(), policy.queue().get(), NAMED);
        }
        boolean exclusive = policy.concurrency() == Policy.Concurrency.EXCLUSIVE;
        return new QueueKey(planned.kind(), planned.name(), exclusive ? "" : scope(facts));
    }

    // By hand: see Choices that were measured, in docs/concepts/performance.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueueKey key
                && kind.equals(key.kind)
                && action.equals(key.action)
                && scope.equals(key.scope);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + action.hashCode()) + scope.hashCode();
    }

    /** Names the queue for people: the action, and what its deliveries have in common. */
    public String label() {
        return scope.isEmpty() || scope.equals(NAMED) ? action : action + " of " + scope.replace(' ', '/');
    }

    /** Returns the name that a queue has among servers. */
    public String name() {
        return kind + '\u0000' + action + '\u0000' + scope;
    }

    /** Returns a number for the queue, by which servers find it. Two queues that share one, which is next to impossible, are treated as one. */
    public long number() {
        return number(name());
    }

    /** Returns the number for the queue of this {@link #name}. */
    public static long number(String name) {
        byte[] digest = Sha256.begin().digest(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    /** A pull request is ordered by its number: several may have one base branch. No name can hold a space. */
    private static String scope(Facts facts) {
        Object ref = facts.number() != null
                ? "#" + facts.number()
                : facts.branch() != null ? facts.branch() : facts.tag() != null ? "tag " + facts.tag() : facts.ref();
        return facts.owner() + " " + facts.repository() + " " + ref;
    }
}
