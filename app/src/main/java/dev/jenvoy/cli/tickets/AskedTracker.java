package dev.jenvoy.cli.tickets;

import dev.jenvoy.app.feature.TrackerMaker;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.machine.StatusReference;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a tracker says about the projects whose tickets it is to move.
 *
 * @param name its name in the configuration
 * @param account the name of the account that the credentials belong to, fit to be shown; empty if the tracker does not give
 *     it
 * @param faults what is wrong, in words
 */
record AskedTracker(String name, String account, List<String> faults) {

    AskedTracker {
        faults = List.copyOf(faults);
    }

    /** Asks a tracker about each of its projects. Changes nothing. */
    static AskedTracker ask(TrackerSetup setup, TrackerMaker maker) throws InterruptedException {
        String account = "";
        List<String> faults = new ArrayList<>();
        try (Tracker tracker = maker.open(setup.options())) {
            for (Map.Entry<String, StateMachine> project : setup.machines().entrySet()) {
                SurveyResult result = tracker.survey(project.getKey());
                if (result instanceof TrackerFailure failure) {
                    faults.add(project.getKey() + ": " + failure.said());
                    if (failure instanceof TrackerFailure.Shut) {
                        // It would say the same of every other project.
                        break;
                    }
                    continue;
                }
                SurveyResult.Surveyed surveyed = (SurveyResult.Surveyed) result;
                account = surveyed.account();
                faults.addAll(faults(project.getKey(), project.getValue(), surveyed));
            }
        }
        return new AskedTracker(setup.options().name(), account, faults);
    }

    private static List<String> faults(String project, StateMachine machine, SurveyResult.Surveyed surveyed) {
        List<String> faults = new ArrayList<>();
        if (!surveyed.mayMove()) {
            faults.add(project + ": the account may not move its tickets");
        }
        for (String state : machine.aliases().keySet()) {
            for (StatusReference status : machine.statuses(state)) {
                if (!surveyed.statuses().isEmpty()
                        && surveyed.statuses().stream().noneMatch(one -> is(status, one))) {
                    faults.add(project + ": no status " + FileProblems.quoted(status.text())
                            + ", which the alias " + FileProblems.quoted(state) + " names; there are: "
                            + surveyed.statuses().stream()
                                    .map(TicketStatus::name)
                                    .map(Quoted::name)
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
        return faults;
    }

    private static boolean is(StatusReference reference, TicketStatus status) {
        return reference.matches(status.id(), status.names());
    }
}
