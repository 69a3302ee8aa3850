package dev.jenvoy.ticket.tracker.http;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.HttpCaller;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.http.RetryTime;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Later;
import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import dev.jenvoy.ticket.tracker.TrackerGate;
import dev.jenvoy.ticket.tracker.TrackerParts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Asks one tracker with one account: at most four requests at once, no redirect followed, answers over 1 MB refused. A
 * tracker that refused the credentials is not asked again, and one that named a time is not asked before it. Thread-safe.
 */
public final class TrackerHttp implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final String NO_ANSWER = "no_answer";

    private final TrackerParts parts;
    private final TrackerDialect dialect;
    private final HttpCaller caller;
    private final TrackerGate gate = new TrackerGate();
    private final Pauses pauses;

    public TrackerHttp(TrackerParts parts, TrackerDialect dialect) {
        this.parts = parts;
        this.dialect = dialect;
        this.caller = new HttpCaller(parts.timeout(), MAX_ANSWER_BYTES);
        this.pauses = new Pauses(parts.clock());
    }

    /**
     * Sends a request with the credentials when its turn has come. Blocks until it is answered.
     *
     * @param ticket the key of the ticket that it is about; empty if it is about no single ticket
     */
    public Asked ask(String ticket, HttpCall call) throws InterruptedException {
        return asked(ticket, call, this::meaning);
    }

    /**
     * Sends a request on which no move depends, such as a comment. Whatever it is refused for, the tracker stays open: a token
     * may lack the scope for this one thing, and Jira answers that with 401, too.
     *
     * @param ticket the key of the ticket that it is about
     * @return with each refusal as an answer
     */
    public Asked askAside(String ticket, HttpCall call) throws InterruptedException {
        return asked(ticket, call, this::meaningAside);
    }

    private Asked asked(String ticket, HttpCall call, BiFunction<String, HttpReply, Asked> meaning)
            throws InterruptedException {
        gate.enter();
        try {
            // Looked at only now: while this request waited, another may have been refused.
            Optional<TrackerFailure> hindrance = gate.refusal().or(() -> pauses.holding(ticket));
            return hindrance.isPresent() ? new Asked.Failed(hindrance.get()) : meaning.apply(ticket, sent(call));
        } finally {
            gate.leave();
        }
    }

    private HttpReply sent(HttpCall call) throws InterruptedException {
        long begun = System.nanoTime();
        String status = NO_ANSWER;
        try {
            HttpReply reply = caller.send(dialect.signed(call));
            if (reply instanceof HttpReply.Answer answer) {
                status = Integer.toString(answer.status());
            }
            return reply;
        } finally {
            parts.listener().asked(parts.name(), status, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private Asked meaningAside(String ticket, HttpReply reply) {
        if (!(reply instanceof HttpReply.Answer raw)) {
            return noAnswer(reply);
        }
        TrackerAnswer answer = new TrackerAnswer(raw, dialect.quoted());
        return notNow(ticket, answer)
                .orElseGet(() -> answer.status() / 100 == 3
                        ? new Asked.Failed(answer.refusedAside(redirect(answer)))
                        : new Asked.Answered(answer));
    }

    private static Asked noAnswer(HttpReply reply) {
        return unreachable(reply instanceof HttpReply.NotSent failure ? failure.why() : ((HttpReply.Lost) reply).why());
    }

    private Asked meaning(String ticket, HttpReply reply) {
        if (!(reply instanceof HttpReply.Answer raw)) {
            return noAnswer(reply);
        }
        TrackerAnswer answer = new TrackerAnswer(raw, dialect.quoted());
        if (raw.cut()) {
            return new Asked.Failed(notTracker(answer, "an answer of more than 1 MB"));
        }
        Optional<String> refused = answer.status() == 401
                ? Optional.of("the credentials are refused")
                : dialect.refusedCredentials(answer);
        if (refused.isPresent()) {
            return new Asked.Failed(refusedCredentials(answer, refused.get()));
        }
        return notNow(ticket, answer)
                .orElseGet(() -> answer.status() / 100 == 3
                        ? new Asked.Failed(notTracker(answer, redirect(answer)))
                        : understood(answer));
    }

    /** Returns what it means that the tracker cannot do it now; empty if it says something else. */
    private Optional<Asked> notNow(String ticket, TrackerAnswer answer) {
        return switch (answer.status()) {
            case 429 -> Optional.of(new Asked.Failed(limited(ticket, answer)));
            case 408, 425 -> Optional.of(unreachable(answer.said("")));
            default -> answer.status() / 100 == 5 ? Optional.of(failing(answer)) : Optional.empty();
        };
    }

    private Asked understood(TrackerAnswer answer) {
        if (answer.isDone()) {
            gate.answered();
        }
        return new Asked.Answered(answer);
    }

    private static Asked unreachable(String said) {
        return new Asked.Failed(new Later(Later.Reason.UNREACHABLE, Optional.empty(), true, said));
    }

    /** Takes an error of the service: with a time, it is meant for every request. */
    private Asked failing(TrackerAnswer answer) {
        return answer.header("Retry-After").isBlank()
                ? unreachable(answer.said(""))
                : new Asked.Failed(
                        pauses.begin(Later.Reason.UNREACHABLE, retryTime(answer), answer.said("the service fails")));
    }

    private Later limited(String ticket, TrackerAnswer answer) {
        return !ticket.isEmpty() && dialect.limitsOnlyTicket(answer)
                ? pauses.begin(ticket, retryTime(answer), answer.said("too many changes of this ticket"))
                : pauses.begin(Later.Reason.LIMITED, retryTime(answer), answer.said("too many requests"));
    }

    private Instant retryTime(TrackerAnswer answer) {
        Instant now = parts.clock().instant();
        return now.plus(RetryTime.of(answer.headers(), answer.object(), now));
    }

    /** Names the host alone: the rest of such an address may be a secret. */
    private static String redirect(TrackerAnswer answer) {
        try {
            String host = new URI(answer.header("Location")).getHost();
            return "a redirect" + (host == null ? "" : " to " + host) + ", which is not followed";
        } catch (URISyntaxException e) {
            return "a redirect, which is not followed";
        }
    }

    /** Returns that this is not an answer of such a tracker, and keeps it as the trouble. */
    public TrackerFailure notTracker(TrackerAnswer answer, String words) {
        return gate.shut(new Shut(Shut.Reason.NOT_TRACKER, answer.said(words)));
    }

    /** Returns that the credentials are refused, and asks no more until {@link #reopen}. */
    public TrackerFailure refusedCredentials(TrackerAnswer answer, String words) {
        return gate.shut(new Shut(Shut.Reason.CREDENTIALS, answer.said(words)));
    }

    /** Returns why the tracker cannot be used; empty while all is well. */
    public Optional<Shut> trouble() {
        return gate.trouble();
    }

    /** Lets the tracker be asked again with the same credentials. */
    public void reopen() {
        gate.reopen();
    }

    @Override
    public void close() {
        caller.close();
    }
}
