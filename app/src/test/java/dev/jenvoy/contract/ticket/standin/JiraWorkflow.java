package dev.jenvoy.contract.ticket.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The statuses and transitions of a project. Ids of transitions belong to the workflow, those of statuses to the site. */
public final class JiraWorkflow {

    /** A status with its names in English and German. */
    public record Status(String id, String english, String german, String category) {

        String name(String language) {
            return language.equals("de") ? german : english;
        }
    }

    /**
     * A transition.
     *
     * @param from the status where it begins, in English; empty if it begins everywhere
     * @param screen the fields that can be set
     * @param required those of them that must be set
     * @param isSilent whether a missing field is answered as a success that changes nothing
     */
    public record Transition(
            String id,
            String english,
            String german,
            String from,
            String to,
            Set<String> screen,
            Set<String> required,
            boolean isSilent,
            boolean isAvailable) {

        String name(String language) {
            return language.equals("de") ? german : english;
        }

        boolean beginsAt(Status status) {
            return from.isEmpty() || from.equals(status.english());
        }

        /** Returns the transition with a screen of these fields. */
        public Transition withScreen(String... fields) {
            return new Transition(
                    id, english, german, from, to, new TreeSet<>(Set.of(fields)), required, isSilent, isAvailable);
        }

        /** Returns the transition that needs this field, which is on its screen. */
        public Transition needing(String field) {
            Set<String> more = new TreeSet<>(screen);
            more.add(field);
            return new Transition(id, english, german, from, to, more, Set.of(field), isSilent, isAvailable);
        }

        /** Returns the transition that is answered well and not carried out when a field is missing. */
        public Transition silent() {
            return new Transition(id, english, german, from, to, screen, required, true, isAvailable);
        }

        /** Returns the transition that is listed but cannot be taken. */
        public Transition unavailable() {
            return new Transition(id, english, german, from, to, screen, required, isSilent, false);
        }
    }

    public static final Status TO_DO = new Status("10000", "To Do", "Zu erledigen", "new");
    public static final Status IN_PROGRESS = new Status("3", "In Progress", "In Arbeit", "indeterminate");
    public static final Status IN_REVIEW = new Status("10001", "In Review", "In Pr\u00fcfung", "indeterminate");
    public static final Status DONE = new Status("10002", "Done", "Fertig", "done");

    private final List<Status> statuses = new ArrayList<>(List.of(TO_DO, IN_PROGRESS, IN_REVIEW, DONE));
    private final List<Transition> transitions = new ArrayList<>();

    /** A workflow without transitions. */
    public static JiraWorkflow empty() {
        return new JiraWorkflow();
    }

    /** From To Do over In Progress to Done, and back. */
    public static JiraWorkflow simple() {
        return empty().with(transition("11", "Start", "Beginnen", "To Do", "In Progress"))
                .with(transition("21", "Back", "Zur\u00fcck", "In Progress", "To Do"))
                .with(transition("31", "Finish", "Abschlie\u00dfen", "In Progress", "Done"))
                .with(transition("41", "Reopen", "Wieder\u00f6ffnen", "Done", "To Do"));
    }

    /** Two transitions from To Do, each with the name of the other's target. */
    public static JiraWorkflow crossed() {
        return empty().with(transition("11", "Done", "Fertig", "To Do", "In Progress"))
                .with(transition("21", "In Progress", "In Arbeit", "To Do", "Done"));
    }

    /** A transition without a screen. */
    public static Transition transition(String id, String english, String german, String from, String to) {
        return new Transition(id, english, german, from, to, Set.of(), Set.of(), false, true);
    }

    public JiraWorkflow with(Transition transition) {
        transitions.removeIf(known -> known.id().equals(transition.id()));
        transitions.add(transition);
        return this;
    }

    List<Status> statuses() {
        return statuses;
    }

    Status status(String english) {
        return statuses.stream()
                .filter(status -> status.english().equals(english))
                .findFirst()
                .orElseThrow();
    }

    List<Transition> from(Status status) {
        return transitions.stream()
                .filter(transition -> transition.beginsAt(status))
                .toList();
    }
}
