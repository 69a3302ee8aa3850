package dev.jenvoy.ticket.tracker.redmine;

import com.google.gson.JsonObject;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.http.Asked;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks what an account may do in a project: what its roles there may do. An administrator needs no role. */
final class RedmineSurvey {

    private final RedmineTracker redmine;

    RedmineSurvey(RedmineTracker redmine) {
        this.redmine = redmine;
    }

    SurveyResult of(String project) throws InterruptedException {
        RedmineApi api = redmine.api();
        List<TrackerAnswer> answers = new ArrayList<>();
        // Identifiers are in lower case.
        for (HttpCall call :
                List.of(api.currentUser(), api.project(project.toLowerCase(Locale.ROOT)), api.statuses())) {
            Asked asked = redmine.good(call);
            if (!(asked instanceof Asked.Answered answered)) {
                return ((Asked.Failed) asked).failure();
            }
            answers.add(answered.answer());
        }
        JsonObject user = JsonBody.object(answers.get(0).object(), "user");
        String projectId = JsonBody.word(answers.get(1).object(), "project", "id");
        Optional<List<TicketStatus>> statuses =
                RedmineShapes.statuses(answers.get(2).object(), "issue_statuses");
        if (statuses.isEmpty()) {
            return redmine.notRedmine(answers.get(2), "these are not statuses as Redmine lists them");
        }
        boolean mayMove = JsonBody.word(user, "admin").equals("true");
        for (String role : RedmineShapes.roles(user, projectId)) {
            Asked asked = redmine.good(api.role(role));
            if (!(asked instanceof Asked.Answered answered)) {
                return ((Asked.Failed) asked).failure();
            }
            mayMove |= RedmineShapes.edits(answered.answer().object());
        }
        return new SurveyResult.Surveyed(JsonBody.word(user, "login"), mayMove, statuses.get());
    }
}
