package dev.jenvoy.web;

import dev.jenvoy.dispatch.Submission;
import dev.jenvoy.source.Refusal;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests away: answers them, and leaves in the log and the list of refusals why. */
final class Doorman {

    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);

    private final String source;
    private final Refusals refusals;
    private final InstantSource clock;

    /** @param source the sender that the requests claim to come from */
    Doorman(String source, Refusals refusals, InstantSource clock) {
        this.source = source;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** A check failed. A body that is still coming is not wanted. */
    void refuse(Incoming request, Refusal refusal) {
        LOG.warn(
                "request refused delivery={} status={} check={} from={} reason=\"{}\"",
                request.id(),
                refusal.status(),
                refusal.check(),
                request.origin(),
                refusal.error());
        note(request, refusal.status(), refusal.check(), refusal.error());
        Answer answer = Answers.refused(refusal);
        boolean method = refusal.status() == 405;
        request.reply().giveAndClose(method ? answer.with(Headers.ALLOW_STRING, Methods.POST_STRING) : answer);
    }

    /** All checks were passed, but there is no room. */
    void comeAgain(Incoming request, Submission.Unavailable unavailable) {
        LOG.warn(
                "delivery not taken delivery={} cause={} reason=\"{}\"",
                request.id(),
                unavailable.cause(),
                unavailable.reason());
        note(request, 503, unavailable.cause(), unavailable.reason());
        request.reply().give(Answers.unavailable(unavailable));
    }

    /** All checks were passed, but the id belongs to another delivery. */
    void conflict(Incoming request) {
        LOG.warn("delivery not taken delivery={} cause=conflict", request.id());
        note(request, 409, "conflict", "the delivery id is known with another event or payload");
        request.reply().give(Answers.conflict());
    }

    /** The server has a fault. */
    void failed(Incoming request, Throwable fault) {
        LOG.error("request failed delivery={}", request.id(), fault);
        request.reply().giveAndClose(Answers.error(500, "the server has a fault; its log says more"));
    }

    private void note(Incoming request, int status, String check, String reason) {
        refusals.add(new Refusals.Refused(
                clock.instant(), status, check, reason, source, request.origin().toString(), request.id()));
    }
}
