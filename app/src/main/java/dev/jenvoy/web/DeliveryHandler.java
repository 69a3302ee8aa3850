package dev.jenvoy.web;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.FilePayload;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.delivery.payload.SpoolFullException;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.web.connection.ClientConnection;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.response.Response;
import dev.jenvoy.web.response.SingleResponse;
import dev.jenvoy.web.response.WebOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts deliveries. Runs the checks in the order of {@code docs/reference/http.md}, those of the head before the body
 * is read. Holds no thread while a body arrives or a delivery runs.
 */
final class DeliveryHandler {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    /**
     * Bodies up to this size are verified on the thread that read them, because a handover to another thread would cost
     * more. Work that may wait, and the journal's disk, must not hold a thread that serves other connections.
     */
    private static final long SMALL = BodyVerifier.SMALL;

    private final DeliverySubmitter submitter;
    private final Spool spool;
    private final RejectionWriter rejections;
    private final Crowding crowding;
    private final Origins origins;

    /** @param origins says where a request came from */
    DeliveryHandler(
            DeliverySubmitter submitter, Spool spool, RejectionWriter rejections, Crowding crowding, Origins origins) {
        this.submitter = submitter;
        this.spool = spool;
        this.rejections = rejections;
        this.crowding = crowding;
        this.origins = origins;
    }

    /** Handles a request. Only its head has arrived yet. */
    void take(HttpServerExchange exchange, Sender source, RequestHeaders headers, WebOptions settings) {
        // Undertow ends the exchange when this method returns, unless a task was dispatched.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            String id = source.unverifiedId(headers)
                    .orElseGet(() -> UUID.randomUUID().toString());
            DeliveryRequest request = new DeliveryRequest(
                    exchange,
                    headers,
                    source,
                    id,
                    origins.of(exchange, headers, settings.trustedProxies()),
                    settings,
                    System.nanoTime(),
                    SingleResponse.of(exchange, id, source.envelope()));
            try {
                head(request);
            } catch (RuntimeException | Error e) {
                rejections.failed(request, e);
            }
        });
    }

    private void head(DeliveryRequest request) {
        HttpServerExchange exchange = request.exchange();
        // Methods are case-sensitive (RFC 9110, section 9.1). Undertow's own comparison ignores case.
        String method = exchange.getRequestMethod().toString();
        if (!request.source().methods().contains(method)) {
            rejections.refuseMethod(request);
            return;
        }
        if (exchange.getRequestContentLength() > request.settings().maxPayload()) {
            rejections.refuse(request, tooLarge(request.settings().maxPayload()));
            return;
        }
        Sender.Admission admission = request.source()
                .admit(new RequestHead(
                        method,
                        RequestPath.of(exchange),
                        exchange.getQueryString(),
                        request.headers(),
                        request.origin(),
                        request.spareId()));
        if (admission instanceof Sender.Admission.Refused refused) {
            rejections.refuse(request, refused.refusal());
            return;
        }
        BodyVerifier reception = ((Sender.Admission.Admitted) admission).reception();
        long limit = Math.min(request.settings().maxPayload(), reception.limit());
        if (exchange.getRequestContentLength() > limit) {
            rejections.refuse(request, tooLarge(limit));
            return;
        }
        body(request, reception, limit);
    }

    private void body(DeliveryRequest request, BodyVerifier reception, long limit) {
        PayloadWriter writer = spool.begin(request.exchange().getRequestContentLength());
        new BodyReader(request.exchange(), limit, new Collector(request, reception, writer, limit))
                .begin(request.millisLeft(request.settings().requestTimeout()));
    }

    /** Hashes and stores a body while it arrives. */
    private final class Collector implements BodyReader.Listener {

        private final DeliveryRequest request;
        private final BodyVerifier reception;
        private final PayloadWriter writer;
        private final long limit;

        /** The bytes on disk when the spool's limit was last checked. */
        private long looked;

        Collector(DeliveryRequest request, BodyVerifier reception, PayloadWriter writer, long limit) {
            this.request = request;
            this.reception = reception;
            this.writer = writer;
            this.limit = limit;
        }

        @Override
        public void bytes(byte[] bytes, int offset, int length) throws IOException {
            reception.update(bytes, offset, length);
            writer.write(bytes, offset, length);
            if (writer.onDisk() > looked) {
                looked = writer.onDisk();
                makeRoom();
            }
        }

        private void makeRoom() {
            ClientConnection.of(request.exchange())
                    .all()
                    .breakOffSilentBodies(spool::excess, request.exchange().getIoThread());
        }

        @Override
        public long onDisk() {
            return writer.onDisk();
        }

        @Override
        public void whole() {
            Payload body;
            try {
                body = writer.finish();
            } catch (IOException e) {
                failed(BodyReader.Problem.NOT_KEPT, e);
                return;
            }
            if (body.size() > SMALL || body instanceof FilePayload || reception.waits()) {
                reception.await(request.exchange().getConnection().getWorker(), () -> judge(request, reception, body));
            } else {
                judge(request, reception, body);
            }
        }

        @Override
        public void failed(BodyReader.Problem problem, IOException cause) {
            writer.discard();
            rejections.refuse(request, refusal(problem, cause));
        }

        private Rejection refusal(BodyReader.Problem problem, IOException cause) {
            return switch (problem) {
                case TOO_LARGE -> tooLarge(limit);
                case TOO_MUCH_FRAMING -> Check.FRAMING.reject(BodyReader.tooMuchFraming());
                case TOO_SLOW ->
                    Check.REQUEST_TIMEOUT.reject("expected the whole request within "
                            + words(request.settings().requestTimeout()));
                case BROKEN_OFF -> Check.BODY.reject("the body ended early or is malformed");
                case NOT_KEPT -> notKept(request, cause);
                case CROWDED_OUT -> crowded();
            };
        }
    }

    private Rejection notKept(DeliveryRequest request, IOException cause) {
        if (cause instanceof SpoolFullException) {
            crowding.turnedAway(Crowding.Cause.BODIES, 1);
            return crowded();
        }
        LOG.error("payload could not be stored delivery={}", request.id(), cause);
        return Check.SPOOL.reject("the payload could not be stored", Duration.ofMinutes(1));
    }

    private static Rejection crowded() {
        return Check.ROOM.reject("too many requests in progress", Duration.ofSeconds(10));
    }

    private void judge(DeliveryRequest request, BodyVerifier reception, Payload body) {
        try {
            BodyVerifier.Reading reading = reception.read(body);
            if (reading instanceof BodyVerifier.Reading.Refused refused) {
                rejections.refuse(request, refused.refusal());
                return;
            }
            ClientConnection.of(request.exchange()).proves();
            if (reading instanceof BodyVerifier.Reading.Replied replied) {
                request.reply().give(Response.of(200, replied.json()));
                return;
            }
            if (reading instanceof BodyVerifier.Reading.Answered answered) {
                request.reply().give(Response.of(answered.status(), answered.text(), answered.contentType()));
                return;
            }
            if (reading instanceof BodyVerifier.Reading.Awaited awaited) {
                awaited.reply().whenComplete((later, failure) -> {
                    if (failure == null) {
                        request.reply().give(Response.of(200, later.json()));
                    } else {
                        rejections.failed(request, failure);
                    }
                });
                return;
            }
            if (reading instanceof BodyVerifier.Reading.Settled settled) {
                request.reply().give(request.answers().message(settled.message()));
                return;
            }
            List<Delivery> deliveries = ((BodyVerifier.Reading.Read) reading).deliveries();
            if (request.exchange().isInIoThread() && submitter.waits(request, deliveries)) {
                onWorker(request, () -> submit(request, deliveries));
            } else {
                submitter.take(request, deliveries);
            }
        } catch (IOException e) {
            rejections.refuse(request, notKept(request, e));
        } catch (RuntimeException | Error e) {
            rejections.failed(request, e);
        }
    }

    private void submit(DeliveryRequest request, List<Delivery> deliveries) {
        try {
            submitter.take(request, deliveries);
        } catch (RuntimeException | Error e) {
            rejections.failed(request, e);
        }
    }

    private static void onWorker(DeliveryRequest request, Runnable task) {
        request.exchange().getConnection().getWorker().execute(task);
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static Rejection tooLarge(long limit) {
        return Check.MAX_PAYLOAD.reject("expected at most " + limit + " bytes");
    }
}
