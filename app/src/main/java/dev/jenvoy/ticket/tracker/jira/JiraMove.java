package dev.jenvoy.ticket.tracker.jira;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Later;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import dev.jenvoy.ticket.tracker.http.Asked;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One move of one ticket: the transition, once more without the fields that it does not have, and a look at the result. */
final class JiraMove {

    private final JiraTracker jira;
    private final Ticket ticket;
    private final Step step;

    JiraMove(JiraTracker jira, Ticket ticket, Step step) {
        this.jira = jira;
        this.ticket = ticket;
        this.step = step;
    }

    /** How a transition was taken. */
    private sealed interface Taken {

        record Accepted() implements Taken {}

        /** The transition does not have these of the fields. */
        record Without(List<String> fields) implements Taken {}

        record Failed(TrackerFailure failure) implements Taken {}
    }

    MoveResult with(JsonObject fields) throws InterruptedException {
        List<String> leftOut = new ArrayList<>();
        Taken taken = transition(fields);
        if (taken instanceof Taken.Without without) {
            JsonObject rest = fields.deepCopy();
            without.fields().forEach(rest::remove);
            leftOut.addAll(without.fields());
            taken = transition(rest);
        }
        if (taken instanceof Taken.Without again) {
            return new Refused(Refused.Reason.REJECTED, "Jira refuses its fields " + again.fields());
        }
        return taken instanceof Taken.Failed failed ? failed.failure() : result(leftOut);
    }

    private MoveResult result(List<String> leftOut) throws InterruptedException {
        return MoveResult.after(
                jira.look(ticket.key()),
                ticket,
                step,
                leftOut,
                "Jira accepted the move and did not carry it out; a required field may be missing");
    }

    private Taken transition(JsonObject fields) throws InterruptedException {
        Asked asked = jira.transition(ticket, step, fields);
        if (!(asked instanceof Asked.Answered answered)) {
            return new Taken.Failed(((Asked.Failed) asked).failure());
        }
        TrackerAnswer answer = answered.answer();
        if (answer.isDone()) {
            return new Taken.Accepted();
        }
        return answer.status() == 400 && answer.isJson() ? bad(answer, fields) : new Taken.Failed(jira.refusal(answer));
    }

    /**
     * Finds out why a transition is bad, without relying on words, which are in the language of the account: an error about a
     * field that was not sent asks for that field; an error about one that was sent means that the transition does not have
     * it, or else that its value is wrong.
     */
    private Taken bad(TrackerAnswer answer, JsonObject fields) throws InterruptedException {
        JiraErrors errors = JiraErrors.read(answer.object());
        if (errors.fields().isEmpty()) {
            return new Taken.Failed(meanwhile().orElseGet(() -> jira.refusal(answer)));
        }
        if (!fields.keySet().containsAll(errors.fields().keySet())) {
            return new Taken.Failed(answer.refused(Refused.Reason.NEEDS_FIELD, errors.line()));
        }
        Asked asked = jira.transitionFields(ticket, step);
        if (!(asked instanceof Asked.Answered answered)) {
            return new Taken.Failed(((Asked.Failed) asked).failure());
        }
        Set<String> known = fieldsOf(answered.answer().object());
        List<String> unknown = errors.fields().keySet().stream()
                .filter(field -> !known.contains(field))
                .toList();
        return unknown.size() == errors.fields().size()
                ? new Taken.Without(unknown)
                : new Taken.Failed(jira.refusal(answer));
    }

    private Set<String> fieldsOf(JsonObject transitions) {
        if (transitions.get("transitions") instanceof JsonArray list) {
            for (JsonElement one : list) {
                if (one instanceof JsonObject transition
                        && JsonBody.word(transition, "id").equals(step.id())) {
                    return JsonBody.object(transition, "fields").keySet();
                }
            }
        }
        return Set.of();
    }

    /** A transition is also bad when another change came first; then the next try decides anew. */
    private Optional<TrackerFailure> meanwhile() throws InterruptedException {
        return jira.look(ticket.key()) instanceof LookResult.Found found
                        && !found.ticket().status().isSame(ticket.status())
                ? Optional.of(new Later(
                        Later.Reason.BUSY, Optional.empty(), false, "the ticket was moved by another meanwhile"))
                : Optional.empty();
    }
}
