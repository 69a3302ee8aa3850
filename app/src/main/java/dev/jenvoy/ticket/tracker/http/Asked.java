package dev.jenvoy.ticket.tracker.http;

import dev.jenvoy.ticket.tracker.TrackerFailure;

/** How a request to a tracker ended. */
public sealed interface Asked {

    /** The tracker answered, well or with a refusal that only its kind understands. */
    record Answered(TrackerAnswer answer) implements Asked {}

    /** It did not get so far. */
    record Failed(TrackerFailure failure) implements Asked {}
}
