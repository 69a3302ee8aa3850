package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;

/**
 * Actions of one queue never run at once. The policy of an action decides its queue: a parallel action has no queue, an
 * action may name a queue of its kind, an exclusive action has one for itself, and every other action has one for each
 * owner, repository and ref.
 */
record QueueKey(String kind, String action, String scope) {

    /** The scope of a queue that an action names itself. No other scope contains a line break. */
    private static final String NAMED = "\n";

    static QueueKey of(Planned planned, Facts facts) {
        Policy policy = planned.policy();
        if (policy.queue().isPresent()) {
            return new QueueKey(planned.kind(), policy.queue().get(), NAMED);
        }
        boolean exclusive = policy.concurrency() == Policy.Concurrency.EXCLUSIVE;
        return new QueueKey(planned.kind(), planned.name(), exclusive ? "" : scope(facts));
    }

    /** Names the queue for people: the action, and what its deliveries have in common. */
    String label() {
        return scope.isEmpty() || scope.equals(NAMED) ? action : action + " of " + scope.replace(' ', '/');
    }

    /** A pull request is ordered by its number: several may have one base branch. No name can hold a space. */
    private static String scope(Facts facts) {
        Object ref = facts.number() != null
                ? "#" + facts.number()
                : facts.branch() != null ? facts.branch() : facts.tag() != null ? "tag " + facts.tag() : facts.ref();
        return facts.owner() + " " + facts.repository() + " " + ref;
    }
}
