package dev.jenvoy.web;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Spool;
import dev.jenvoy.source.Head;
import dev.jenvoy.source.Origin;
import dev.jenvoy.source.Reception;
import dev.jenvoy.source.Refusal;
import dev.jenvoy.source.Source;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries: the checks of the contract in their order, those of the head before the body is read. Holds no thread
 * while a body arrives or a delivery runs.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /**
     * Bodies up to this size are judged where they were read: to hand one over to another thread costs more than to
     * judge it, a quarter of a wrongly signed delivery of 8 KB. What may wait, and the journal's disk, are no work for a
     * thread that serves other connections.
     */
    private static final long SMALL = Reception.SMALL;

    private final HandIn handIn;
    private final Spool spool;
    private final Doorman doorman;

    Intake(HandIn handIn, Spool spool, Doorman doorman) {
        this.handIn = handIn;
        this.spool = spool;
        this.doorman = doorman;
    }

    /** Takes a request, of which only the head is there yet. */
    void take(HttpServerExchange exchange, Source source, RequestHeaders headers, WebSettings settings) {
        // Undertow would end the exchange when this returns; a task of one's own it leaves alone.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            String id =
                    source.claimedId(headers).orElseGet(() -> UUID.randomUUID().toString());
            InetAddress peer = exchange.getSourceAddress().getAddress();
            Incoming request = new Incoming(
                    exchange,
                    headers,
                    source,
                    id,
                    Origin.of(peer, headers, settings.trustedProxies()),
                    settings,
                    System.nanoTime(),
                    new Reply(exchange, id));
            try {
                head(request);
            } catch (RuntimeException | Error e) {
                doorman.failed(request, e);
            }
        });
    }

    private void head(Incoming request) {
        HttpServerExchange exchange = request.exchange();
        // Methods are case-sensitive (RFC 9110, section 9.1); the server's own comparison is not.
        String method = exchange.getRequestMethod().toString();
        if (!request.source().methods().contains(method)) {
            doorman.refuseMethod(request);
            return;
        }
        if (exchange.getRequestContentLength() > request.settings().maxPayload()) {
            doorman.refuse(request, tooLarge(request.settings().maxPayload()));
            return;
        }
        Source.Admission admission = request.source()
                .admit(new Head(
                        method, RequestPath.of(exchange), request.headers(), request.origin(), request.spareId()));
        if (admission instanceof Source.Admission.Refused refused) {
            doorman.refuse(request, refused.refusal());
            return;
        }
        Reception reception = ((Source.Admission.Admitted) admission).reception();
        long limit = Math.min(request.settings().maxPayload(), reception.limit());
        if (exchange.getRequestContentLength() > limit) {
            doorman.refuse(request, tooLarge(limit));
            return;
        }
        body(request, reception, limit);
    }

    private void body(Incoming request, Reception reception, long limit) {
        BodyReader.Listener listener = new BodyReader.Listener() {
            @Override
            public void whole(Payload body) {
                if (body.size() > SMALL || reception.waits()) {
                    reception.await(
                            request.exchange().getConnection().getWorker(), () -> judge(request, reception, body));
                } else {
                    judge(request, reception, body);
                }
            }

            @Override
            public void tooLarge() {
                doorman.refuse(request, Intake.tooLarge(limit));
            }

            @Override
            public void tooSlow() {
                doorman.refuse(
                        request,
                        Refusal.of(
                                408,
                                "request-timeout",
                                "expected the whole request within "
                                        + words(request.settings().requestTimeout())));
            }

            @Override
            public void brokenOff(IOException cause) {
                doorman.refuse(request, Refusal.badRequest("body", "the body ended early or is malformed"));
            }

            @Override
            public void noRoom(IOException cause) {
                LOG.error("payload could not be kept delivery={}", request.id(), cause);
                doorman.refuse(
                        request, Refusal.unavailable("spool", "the payload could not be kept", Duration.ofMinutes(1)));
            }
        };
        new BodyReader(
                        request.exchange(),
                        reception,
                        spool.begin(request.exchange().getRequestContentLength()),
                        limit,
                        listener)
                .begin(request.millisLeft(request.settings().requestTimeout()));
    }

    private void judge(Incoming request, Reception reception, Payload body) {
        try {
            Reception.Reading reading = reception.read(body);
            if (reading instanceof Reception.Reading.Refused refused) {
                doorman.refuse(request, refused.refusal());
                return;
            }
            if (reading instanceof Reception.Reading.Settled settled) {
                request.reply().give(request.answers().message(settled.message()));
                return;
            }
            List<Delivery> deliveries = ((Reception.Reading.Read) reading).deliveries();
            if (request.exchange().isInIoThread() && handIn.waits(request, deliveries)) {
                onWorker(request, () -> handIn(request, deliveries));
            } else {
                handIn.take(request, deliveries);
            }
        } catch (IOException e) {
            LOG.error("payload could not be read back delivery={}", request.id(), e);
            doorman.refuse(
                    request, Refusal.unavailable("spool", "the payload could not be kept", Duration.ofMinutes(1)));
        } catch (RuntimeException | Error e) {
            doorman.failed(request, e);
        }
    }

    private void handIn(Incoming request, List<Delivery> deliveries) {
        try {
            handIn.take(request, deliveries);
        } catch (RuntimeException | Error e) {
            doorman.failed(request, e);
        }
    }

    private static void onWorker(Incoming request, Runnable task) {
        request.exchange().getConnection().getWorker().execute(task);
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static Refusal tooLarge(long limit) {
        return Refusal.of(413, "max-payload", "expected at most " + limit + " bytes");
    }
}
