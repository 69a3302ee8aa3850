package dev.jenvoy.web;

import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.sender.request.Rejection;
import io.undertow.util.Headers;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests away: answers them, and leaves in the log and the list of refusals why. */
final class RejectionWriter {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    private static final String CONFLICT = "the delivery id is known with another event or payload";

    private final RejectionList refusals;
    private final InstantSource clock;
    private final RejectionLog lines = new RejectionLog(LOG, System::nanoTime);

    RejectionWriter(RejectionList refusals, InstantSource clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    /** A check failed. A body that is still coming is not wanted. */
    void refuse(DeliveryRequest request, Rejection refusal) {
        if (tells(request)) {
            LOG.warn(
                    "request refused delivery={} source={} status={} check={} from={} reason=\"{}\"",
                    request.id(),
                    request.source().name(),
                    refusal.status(),
                    refusal.check(),
                    request.origin(),
                    refusal.error());
            if (refusal.hint() != null) {
                LOG.warn("what can be done about it delivery={} hint=\"{}\"", request.id(), refusal.hint());
            }
        }
        note(request, refusal.status(), refusal.check(), refusal.error(), refusal.hint());
        request.reply().giveAndClose(request.answers().refused(refusal));
    }

    /** The path is right and the method is not. */
    void refuseMethod(DeliveryRequest request) {
        String methods = request.source().methods().stream().sorted().collect(Collectors.joining(", "));
        Rejection refusal = Rejection.of(405, "method", "expected " + methods);
        note(request, refusal.status(), refusal.check(), refusal.error(), null);
        if (tells(request)) {
            LOG.warn("request refused delivery={} status=405 check=method from={}", request.id(), request.origin());
        }
        request.reply().giveAndClose(request.answers().refused(refusal).with(Headers.ALLOW_STRING, methods));
    }

    /** All checks were passed, but there is no room. */
    void comeAgain(DeliveryRequest request, Submission.Unavailable unavailable) {
        LOG.warn(
                "delivery not taken delivery={} cause={} reason=\"{}\"",
                request.id(),
                unavailable.cause(),
                unavailable.reason());
        note(request, 503, unavailable.cause(), unavailable.reason(), null);
        request.reply().give(request.answers().unavailable(unavailable));
    }

    /**
     * All checks were passed, but not all deliveries of the request were taken.
     *
     * @param first what became of the first of them
     * @param count how many were not
     */
    void someNotTaken(DeliveryRequest request, Submission first, int count, int of) {
        boolean conflict = !(first instanceof Submission.Unavailable);
        String cause = first instanceof Submission.Unavailable unavailable ? unavailable.cause() : "conflict";
        String reason = first instanceof Submission.Unavailable unavailable ? unavailable.reason() : CONFLICT;
        LOG.warn(
                "deliveries not taken delivery={} cause={} count={} of={} reason=\"{}\"",
                request.id(),
                cause,
                count,
                of,
                reason);
        note(request, conflict ? 409 : 503, cause, reason, null);
    }

    /** All checks were passed, but the id belongs to another delivery. */
    void conflict(DeliveryRequest request) {
        LOG.warn("delivery not taken delivery={} cause=conflict", request.id());
        note(request, 409, "conflict", CONFLICT, null);
        request.reply().give(request.answers().conflict());
    }

    /** The server has a fault. */
    void failed(DeliveryRequest request, Throwable fault) {
        LOG.error("request failed delivery={}", request.id(), fault);
        request.reply().giveAndClose(request.answers().error(500, "the server has a fault; its log says more"));
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
