package dev.jenvoy.ticket.tracker;

import java.util.List;

/** What a tracker says about the steps that a ticket can take now. */
public sealed interface Steps {

    /** These, and no others. */
    record Listed(List<Step> steps) implements Steps {
        public Listed {
            steps = List.copyOf(steps);
        }
    }

    /** The tracker lists no steps: any status may be asked for by its name, with {@link Step#to}. */
    record Any() implements Steps {}

    /**
     * Not one, because the account may not move this ticket.
     *
     * @param said why, as it may be shown
     */
    record Withheld(String said) implements Steps {}
}
