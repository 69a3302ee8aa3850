package dev.jenvoy.source;

import java.util.Optional;

/** A sender of deliveries. Safe for use by several threads. */
public interface Source {

    /** Its name in keys, logs and {@code JENVOY_SOURCE}. */
    String name();

    /** Judges what can be judged from the head alone. Does not block. */
    Admission admit(Head head);

    /** The id that this request claims to be delivered under, if that is a possible one; nobody has vouched for it. */
    Optional<String> claimedId(Headers headers);

    /** What came of the head. */
    sealed interface Admission {

        /** Not taken. */
        record Refused(Refusal refusal) implements Admission {}

        /** The body is wanted. */
        record Admitted(Reception reception) implements Admission {}
    }
}
