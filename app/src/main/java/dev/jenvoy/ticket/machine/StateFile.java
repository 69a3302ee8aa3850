package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.Position;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a state file says, with the place of each word; not checked yet.
 *
 * @param whole whether all of the file could be read
 */
record StateFile(List<Provisioner> provisioners, List<Machine> machines, boolean whole) {

    /** A word of the file. */
    record Word(String text, Position at) {

        /** Returns the form in which names of projects are compared. */
        String folded() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A project.
     *
     * @param aliases its aliases; empty if there are no aliases or they could not be read, which was reported
     * @param machine its state machine; empty if it is elsewhere or could not be read
     * @param whole whether all of it could be read
     */
    record Provisioner(Word name, Optional<List<Alias>> aliases, Optional<Machine> machine, boolean whole) {}

    /** A slug with its statuses. */
    record Alias(Word slug, List<Word> statuses) {}

    /**
     * A state machine.
     *
     * @param whole whether all of it could be read
     */
    record Machine(Word name, Optional<Word> initial, List<Step> steps, boolean whole) {}

    /** The steps of a state for an event. */
    record Step(Word state, Word event, Word target) {}
}
