package dev.jenvoy.ticket.tracker.jira;

import com.google.gson.JsonObject;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.http.Asked;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import dev.jenvoy.ticket.tracker.http.TrackerHttp;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jira with one account: with a user as Cloud wants it, without one as Data Center takes personal access tokens. */
public final class JiraTracker implements Tracker {

    private final TrackerSite site;
    private final JiraApi api;
    private final TrackerHttp http;

    private JiraTracker(TrackerSite site, TrackerAccount account, TrackerParts parts) {
        this.site = site;
        this.api = new JiraApi(site.api());
        this.http = new TrackerHttp(parts, new JiraDialect(account));
    }

    /** Returns the tracker. Asks for nothing yet. */
    public static Tracker open(TrackerSite site, TrackerAccount account, TrackerParts parts) {
        return new JiraTracker(site, account, parts);
    }

    @Override
    public LookResult look(String key) throws InterruptedException {
        Asked asked = http.ask(key, api.issue(key));
        if (!(asked instanceof Asked.Answered answered)) {
            return ((Asked.Failed) asked).failure();
        }
        TrackerAnswer answer = answered.answer();
        if (!answer.isGood()) {
            return refusal(answer);
        }
        JsonObject issue = answer.object();
        String now = JsonBody.word(issue, "key");
        Optional<TicketStatus> status = JiraShapes.status(JsonBody.object(issue, "fields", "status"));
        Optional<List<Step>> steps = JiraShapes.steps(issue);
        if (!Ticket.isKey(now) || status.isEmpty() || steps.isEmpty()) {
            return http.notTracker(answer, "this is not an issue as Jira shows it");
        }
        Steps possible = steps.get().isEmpty() ? without(now) : new Steps.Listed(steps.get());
        return new LookResult.Found(new Ticket(now, site.web() + "/browse/" + now, status.get(), possible));
    }

    /** Jira lists no transition at all to an account that may not move the ticket. */
    private Steps without(String key) throws InterruptedException {
        return http.askAside(key, api.permissionsOfIssue(key)) instanceof Asked.Answered answered
                        && JiraShapes.permission(answered.answer().object(), JiraApi.MOVING)
                                .filter(may -> !may)
                                .isPresent()
                ? new Steps.Withheld("the account has no permission \"Transition issues\" for it")
                : new Steps.Listed(List.of());
    }

    @Override
    public MoveResult move(Ticket ticket, Step step, JsonObject fields) throws InterruptedException {
        return new JiraMove(this, ticket, step).with(fields);
    }

    /** Asks for one transition. */
    Asked transition(Ticket ticket, Step step, JsonObject fields) throws InterruptedException {
        return http.ask(ticket.key(), api.transition(ticket, step, fields));
    }

    /** Asks which fields a transition has. */
    Asked transitionFields(Ticket ticket, Step step) throws InterruptedException {
        return http.ask(ticket.key(), api.transitionFields(ticket, step));
    }

    @Override
    public Optional<TrackerFailure> link(Ticket ticket, LinkedPage page) throws InterruptedException {
        JsonObject object = new JsonObject();
        object.addProperty("url", page.url());
        object.addProperty("title", page.title());
        JsonObject link = new JsonObject();
        link.addProperty("globalId", page.url());
        link.add("object", object);
        return aside(ticket.key(), api.remoteLink(ticket, link));
    }

    @Override
    public Optional<TrackerFailure> comment(Ticket ticket, String line) throws InterruptedException {
        return aside(ticket.key(), api.comment(ticket, JiraText.plain(line)));
    }

    /** Does something beside the move of a ticket. */
    private Optional<TrackerFailure> aside(String key, HttpCall call) throws InterruptedException {
        Asked asked = http.askAside(key, call);
        if (!(asked instanceof Asked.Answered answered)) {
            return Optional.of(((Asked.Failed) asked).failure());
        }
        TrackerAnswer answer = answered.answer();
        return answer.isGood() ? Optional.empty() : Optional.of(answer.refusedAside(words(answer)));
    }

    private static String words(TrackerAnswer answer) {
        return JiraErrors.read(answer.object()).line();
    }

    @Override
    public SurveyResult survey(String project) throws InterruptedException {
        List<TrackerAnswer> answers = new ArrayList<>();
        for (HttpCall call : List.of(api.myself(), api.permissionsOfProject(project), api.statuses(project))) {
            Asked asked = http.ask("", call);
            if (!(asked instanceof Asked.Answered answered)) {
                return ((Asked.Failed) asked).failure();
            }
            if (!answered.answer().isGood()) {
                return refusal(answered.answer());
            }
            answers.add(answered.answer());
        }
        return surveyed(answers.get(0), answers.get(1), answers.get(2));
    }

    private SurveyResult surveyed(TrackerAnswer known, TrackerAnswer permitted, TrackerAnswer listed) {
        Optional<Boolean> mayMove = JiraShapes.permission(permitted.object(), JiraApi.MOVING);
        Optional<List<TicketStatus>> statuses = JiraShapes.statuses(listed.list());
        if (mayMove.isEmpty()) {
            return http.notTracker(permitted, "these are not permissions as Jira lists them");
        }
        if (statuses.isEmpty()) {
            return http.notTracker(listed, "these are not statuses as Jira lists them");
        }
        return new SurveyResult.Surveyed(JsonBody.word(known.object(), "displayName"), mayMove.get(), statuses.get());
    }

    /** Returns what a refused request means, or an answer that has no JSON. */
    TrackerFailure refusal(TrackerAnswer answer) {
        if (!answer.isJson()) {
            return http.notTracker(answer, "this is not JSON, as Jira answers");
        }
        String words = words(answer);
        return switch (answer.status()) {
            case 403 -> answer.refused(Refused.Reason.FORBIDDEN, words);
            case 404 -> answer.refused(Refused.Reason.MISSING, words);
            case 409 ->
                new TrackerFailure.Later(TrackerFailure.Later.Reason.BUSY, Optional.empty(), false, answer.said(words));
            default -> answer.refused(Refused.Reason.REJECTED, words);
        };
    }

    @Override
    public Optional<TrackerFailure.Shut> trouble() {
        return http.trouble();
    }

    @Override
    public void reopen() {
        http.reopen();
    }

    @Override
    public void close() {
        http.close();
    }
}
