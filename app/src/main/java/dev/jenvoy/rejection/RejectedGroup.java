package dev.jenvoy.rejection;

import java.time.Instant;

/**
 * Some rejected requests of one kind.
 *
 * @param count how many, at least one
 * @param first when the first of them came
 * @param last when the last of them came
 * @param delivery the id in the response to the last of them
 * @param hint what the server said that helps the last of them; may be empty
 */
public record RejectedGroup(RejectionKind kind, long count, Instant first, Instant last, String delivery, String hint) {

    public RejectedGroup {
        if (count < 1) {
            throw new IllegalArgumentException("a group without a request");
        }
        delivery = RejectionKind.cut(delivery);
        hint = RejectionKind.cut(hint);
    }

    /** Returns this group and another of the same kind as one. */
    public RejectedGroup and(RejectedGroup other) {
        RejectedGroup newer = other.last.isBefore(last) ? this : other;
        return new RejectedGroup(
                kind,
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                newer.last,
                newer.delivery,
                newer.hint);
    }

    /** Returns the group with another kind. */
    RejectedGroup as(RejectionKind other) {
        return new RejectedGroup(other, count, first, last, delivery, hint);
    }
}
