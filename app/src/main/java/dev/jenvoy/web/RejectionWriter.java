package dev.jenvoy.web;

import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import io.undertow.util.Headers;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rejects requests: writes the response, the line of the log and the entry in the list of rejected requests. */
final class RejectionWriter {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    private static final String CONFLICT = "the delivery id was used with another event or payload";

    private final RejectionList refusals;
    private final InstantSource clock;
    private final RejectionLog lines = new RejectionLog(LOG, System::nanoTime);

    RejectionWriter(RejectionList refusals, InstantSource clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    /** Rejects a request because a check failed. Closes the connection if a body is still arriving. */
    void refuse(DeliveryRequest request, Rejection refusal) {
        if (tells(request)) {
            LOG.warn(
                    "request rejected delivery={} source={} status={} check={} from={} reason=\"{}\"",
                    request.id(),
                    request.source().name(),
                    refusal.status(),
                    refusal.check(),
                    request.origin(),
                    refusal.error());
            if (refusal.hint() != null) {
                LOG.warn("how to fix a rejected request delivery={} hint=\"{}\"", request.id(), refusal.hint());
            }
        }
        note(request, refusal.status(), refusal.check(), refusal.error(), refusal.hint());
        request.reply().giveAndClose(request.answers().refused(refusal));
    }

    /** Rejects a request whose path is right but whose method is not. */
    void refuseMethod(DeliveryRequest request) {
        String methods = request.source().methods().stream().sorted().collect(Collectors.joining(", "));
        Rejection refusal = Check.METHOD.reject("expected " + methods);
        note(request, refusal.status(), refusal.check(), refusal.error(), null);
        if (tells(request)) {
            LOG.warn("request rejected delivery={} status=405 check=method from={}", request.id(), request.origin());
        }
        request.reply().giveAndClose(request.answers().refused(refusal).with(Headers.ALLOW_STRING, methods));
    }

    /** Rejects a verified delivery for lack of room. The sender may try again. */
    void comeAgain(DeliveryRequest request, Submission.Unavailable unavailable) {
        LOG.warn(
                "delivery not accepted delivery={} cause={} reason=\"{}\"",
                request.id(),
                unavailable.cause(),
                unavailable.reason());
        note(request, 503, unavailable.cause(), unavailable.reason(), null);
        request.reply().give(request.answers().unavailable(unavailable));
    }

    /**
     * Reports that some verified deliveries of a request were not accepted.
     *
     * @param first the result of the first of them
     * @param count how many were not accepted
     * @param of how many the request had
     */
    void someNotTaken(DeliveryRequest request, Submission first, int count, int of) {
        boolean conflict = !(first instanceof Submission.Unavailable);
        String cause = first instanceof Submission.Unavailable unavailable ? unavailable.cause() : "conflict";
        String reason = first instanceof Submission.Unavailable unavailable ? unavailable.reason() : CONFLICT;
        LOG.warn(
                "deliveries not accepted delivery={} cause={} count={} of={} reason=\"{}\"",
                request.id(),
                cause,
                count,
                of,
                reason);
        note(request, conflict ? 409 : 503, cause, reason, null);
    }

    /** Rejects a verified delivery because its id belongs to another delivery. */
    void conflict(DeliveryRequest request) {
        LOG.warn("delivery not accepted delivery={} cause=conflict", request.id());
        note(request, 409, "conflict", CONFLICT, null);
        request.reply().give(request.answers().conflict());
    }

    /** Answers a request that failed because of a bug or a lost resource. */
    void failed(DeliveryRequest request, Throwable fault) {
        LOG.error("request failed delivery={}", request.id(), fault);
        request.reply().giveAndClose(request.answers().error(500, "internal error; see the server's log"));
    }

    private boolean tells(DeliveryRequest request) {
        return lines.tells(request.origin().toString(), request.exchange().getIoThread());
    }

    private void note(DeliveryRequest request, int status, String check, String reason, @Nullable String hint) {
        refusals.add(new RejectionList.Refused(
                clock.instant(),
                status,
                check,
                reason,
                request.source().name(),
                request.origin().toString(),
                request.id(),
                hint));
    }
}
