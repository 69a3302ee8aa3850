package dev.jenvoy.ticket.tracker;

import java.util.List;

/** How a survey of a project ended. */
public sealed interface SurveyResult permits SurveyResult.Surveyed, TrackerFailure {

    /**
     * The tracker has the project.
     *
     * @param account the name of the account that the credentials belong to, fit to be shown; empty if the tracker does not
     *     give it
     * @param mayMove whether the account may move tickets of the project, as far as the tracker says
     * @param statuses the statuses that tickets of the project can have, each once; empty if the tracker lists no statuses
     */
    record Surveyed(String account, boolean mayMove, List<TicketStatus> statuses) implements SurveyResult {
        public Surveyed {
            account = Quoted.name(account);
            statuses = List.copyOf(statuses);
        }
    }
}
