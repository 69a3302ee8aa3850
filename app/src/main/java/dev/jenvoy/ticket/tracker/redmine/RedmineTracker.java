package dev.jenvoy.ticket.tracker.redmine;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redmine with one account. The tickets of a Redmine share one row of numbers, so a key is the identifier of a project, a
 * hyphen and that number: {@code SITE-12} is ticket 12, if it belongs to the project {@code site}. A ticket that was moved from
 * there to another project looks like one whose number is behind a wrong project, so it is not moved.
 *
 * <p>Redmine answers well when it drops a status that the account may not set. A field that it does not know, or that the
 * account may not set, it drops as well, and says nothing: it is not among those left out.
 */
public final class RedmineTracker implements Tracker {

    private static final Pattern KEY = Pattern.compile("(.+)-([1-9][0-9]{0,9})");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z0-9_-]{1,100}");

    /** More projects than most have; then the names are asked for again. */
    private static final int MANY_PROJECTS = 1_000;

    private final TrackerSite site;
    private final RedmineApi api;
    private final TrackerHttp http;

    /** Identifiers by the id of the project: neither ever changes. */
    private final Map<String, String> identifiers = new ConcurrentHashMap<>();

    private RedmineTracker(TrackerSite site, TrackerAccount account, TrackerParts parts) {
        this.site = site;
        this.api = new RedmineApi(site.api());
        this.http = new TrackerHttp(parts, new RedmineDialect(account));
    }

    /** Returns the tracker. Asks for nothing yet. */
    public static Tracker open(TrackerSite site, TrackerAccount account, TrackerParts parts) {
        return new RedmineTracker(site, account, parts);
    }

    @Override
    public LookResult look(String key) throws InterruptedException {
        LookResult look = anywhere(key);
        if (look instanceof LookResult.Found found && !found.ticket().key().equals(key)) {
            String project = found.ticket().project().toLowerCase(Locale.ROOT);
            return new Refused(Refused.Reason.FOREIGN, "it belongs to the project " + project);
        }
        return look;
    }

    /** Looks at the ticket with the number of this key, whatever its project is. */
    private LookResult anywhere(String key) throws InterruptedException {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return new Refused(Refused.Reason.MISSING, "Redmine's tickets have a number");
        }
        Asked asked = http.ask(key, api.issue(parts.group(2)));
        if (!(asked instanceof Asked.Answered answered)) {
            return ((Asked.Failed) asked).failure();
        }
        TrackerAnswer answer = answered.answer();
        if (!answer.isGood()) {
            return refusal(answer);
        }
        JsonObject issue = JsonBody.object(answer.object(), "issue");
        Optional<TicketStatus> status = RedmineShapes.status(JsonBody.object(issue, "status"));
        Optional<List<TicketStatus>> allowed = RedmineShapes.statuses(issue, "allowed_statuses");
        String id = JsonBody.word(issue, "id");
        String project = JsonBody.word(issue, "project", "id");
        if (!id.equals(parts.group(2)) || project.isEmpty() || status.isEmpty()) {
            return http.notTracker(answer, "this is not an issue as Redmine shows it");
        }
        if (allowed.isEmpty()) {
            return http.notTracker(
                    answer, "it does not say which statuses are allowed: Redmine 5.0 or newer is needed");
        }
        return identified(parts.group(1), id, project, status.get(), steps(status.get(), allowed.get()));
    }

    /** Redmine lists the present status, too, except to an account that may not edit the ticket. */
    private static Steps steps(TicketStatus now, List<TicketStatus> allowed) {
        return allowed.isEmpty()
                ? new Steps.Withheld("the account may not edit it")
                : new Steps.Listed(allowed.stream()
                        .filter(status -> !status.isSame(now))
                        .map(status -> new Step(status.id(), "", status, false, true))
                        .toList());
    }

    private LookResult identified(String project, String id, String projectId, TicketStatus status, Steps steps)
            throws InterruptedException {
        String identifier = identifiers.get(projectId);
        if (identifier == null) {
            Asked asked = good(api.project(projectId));
            if (!(asked instanceof Asked.Answered answered)) {
                return ((Asked.Failed) asked).failure();
            }
            TrackerAnswer answer = answered.answer();
            identifier = JsonBody.word(answer.object(), "project", "identifier");
            if (!IDENTIFIER.matcher(identifier).matches()) {
                return http.notTracker(answer, "this is not a project as Redmine shows it");
            }
            if (identifiers.size() >= MANY_PROJECTS) {
                identifiers.clear();
            }
            identifiers.put(projectId, identifier);
        }
        String prefix = identifier.equalsIgnoreCase(project) ? project : identifier.toUpperCase(Locale.ROOT);
        return new LookResult.Found(new Ticket(prefix + "-" + id, site.web() + "/issues/" + id, status, steps));
    }

    @Override
    public MoveResult move(Ticket ticket, Step step, JsonObject fields) throws InterruptedException {
        JsonObject changes = fields.deepCopy();
        changes.addProperty("status_id", step.id());
        Optional<TrackerFailure> failure = done(ticket, changes);
        if (failure.isPresent()) {
            return failure.get();
        }
        return MoveResult.after(
                anywhere(ticket.key()),
                ticket,
                step,
                List.of(),
                "Redmine accepted the move and did not carry it out: the account may not set this status");
    }

    @Override
    public Optional<TrackerFailure> link(Ticket ticket, LinkedPage page) {
        return Optional.of(new Refused(
                Refused.Reason.REJECTED, "Redmine keeps no links to pages; a comment can hold the address"));
    }

    @Override
    public Optional<TrackerFailure> comment(Ticket ticket, String line) throws InterruptedException {
        JsonObject changes = new JsonObject();
        // A mention would notify people. Between the two characters, nothing shows.
        changes.addProperty("notes", line.replace("@", "@\u200b"));
        Asked asked = http.askAside(ticket.key(), api.update(number(ticket), changes));
        if (!(asked instanceof Asked.Answered answered)) {
            return Optional.of(((Asked.Failed) asked).failure());
        }
        TrackerAnswer answer = answered.answer();
        return answer.isDone()
                ? Optional.empty()
                : Optional.of(answer.refusedAside(RedmineShapes.errors(answer.object())));
    }

    private static String number(Ticket ticket) {
        return ticket.key().substring(ticket.key().lastIndexOf('-') + 1);
    }

    private Optional<TrackerFailure> done(Ticket ticket, JsonObject changes) throws InterruptedException {
        Asked asked = http.ask(ticket.key(), api.update(number(ticket), changes));
        if (!(asked instanceof Asked.Answered answered)) {
            return Optional.of(((Asked.Failed) asked).failure());
        }
        TrackerAnswer answer = answered.answer();
        return answer.isDone() ? Optional.empty() : Optional.of(refusal(answer));
    }

    @Override
    public SurveyResult survey(String project) throws InterruptedException {
        return new RedmineSurvey(this).of(project);
    }

    /** Sends a request that is about no single ticket. A refusal is a failure. */
    Asked good(HttpCall call) throws InterruptedException {
        Asked asked = http.ask("", call);
        return asked instanceof Asked.Answered answered && !answered.answer().isGood()
                ? new Asked.Failed(refusal(answered.answer()))
                : asked;
    }

    RedmineApi api() {
        return api;
    }

    TrackerFailure notRedmine(TrackerAnswer answer, String words) {
        return http.notTracker(answer, words);
    }

    /** Returns what a refused request means, or an answer that has no JSON. Its usual refusals have no body at all. */
    TrackerFailure refusal(TrackerAnswer answer) throws InterruptedException {
        if (answer.isOk() || (!answer.isJson() && !answer.isEmpty())) {
            return http.notTracker(answer, "this is not JSON, as Redmine answers");
        }
        String words = RedmineShapes.errors(answer.object());
        return switch (answer.status()) {
            case 403 -> known(answer, Refused.Reason.FORBIDDEN, "the account may not do that");
            case 404 -> known(answer, Refused.Reason.MISSING, words);
            case 409 ->
                new TrackerFailure.Later(TrackerFailure.Later.Reason.BUSY, Optional.empty(), false, answer.said(words));
            default -> answer.refused(Refused.Reason.REJECTED, words);
        };
    }

    /**
     * Returns a refusal, if Redmine knows the account. While its REST interface is off, Redmine ignores the key and answers as
     * it answers a request without a login, which may do nothing. If the path of the address is wrong, the answer is the same
     * as for a missing ticket.
     */
    private TrackerFailure known(TrackerAnswer answer, Refused.Reason reason, String words)
            throws InterruptedException {
        Asked asked = http.ask("", api.currentUser());
        if (!(asked instanceof Asked.Answered answered)) {
            return ((Asked.Failed) asked).failure();
        }
        TrackerAnswer user = answered.answer();
        if (user.status() == 403) {
            return http.refusedCredentials(user, "Redmine takes no keys: its REST interface is switched off");
        }
        return user.isGood() && user.object().has("user")
                ? answer.refused(reason, words)
                : http.notTracker(user, "Redmine is not at this address");
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
