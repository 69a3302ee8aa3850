package dev.jenvoy.ticket.run;

import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.tracker.Tracker;

/** Makes the tracker of some options. */
@FunctionalInterface
public interface TrackerOpener {

    /** Makes it. Connects to nothing. */
    Tracker open(TrackerOptions options);
}
