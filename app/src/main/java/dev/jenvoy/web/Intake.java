package dev.jenvoy.web;

import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Spool;
import dev.jenvoy.source.Head;
import dev.jenvoy.source.Reception;
import dev.jenvoy.source.Refusal;
import dev.jenvoy.source.Source;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries: the checks of the contract in their order, those of the head before the body is read. Holds no thread
 * while a body arrives or a delivery runs.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final HandIn handIn;
    private final Spool spool;
    private final Supplier<WebSettings> settings;
    private final Doorman doorman;

    Intake(HandIn handIn, Spool spool, Supplier<WebSettings> settings, Doorman doorman) {
        this.handIn = handIn;
        this.spool = spool;
        this.settings = settings;
        this.doorman = doorman;
    }

    /** Takes a request, of which only the head is there yet. */
    void take(HttpServerExchange exchange, Source source, RequestHeaders headers) {
        // Undertow would end the exchange when this returns; a task of one's own it leaves alone.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            String spare = UUID.randomUUID().toString();
            Incoming request = new Incoming(
                    exchange,
                    headers,
                    source,
                    spare,
                    settings.get(),
                    System.nanoTime(),
                    new Reply(exchange, source.claimedId(headers).orElse(spare)));
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
            doorman.refuse(request, tooLarge(request));
            return;
        }
        Source.Admission admission = request.source()
                .admit(new Head(
                        method, RequestPath.of(exchange), request.headers(), request.origin(), request.spareId()));
        if (admission instanceof Source.Admission.Refused refused) {
            doorman.refuse(request, refused.refusal());
            return;
        }
        body(request, ((Source.Admission.Admitted) admission).reception());
    }

    private void body(Incoming request, Reception reception) {
        BodyReader.Listener listener = new BodyReader.Listener() {
            @Override
            public void whole(Payload body) {
                // Parsing, the journal's file and the hooks folder are no work for an I/O thread.
                request.exchange().getConnection().getWorker().execute(() -> judge(request, reception, body));
            }

            @Override
            public void tooLarge() {
                doorman.refuse(request, Intake.tooLarge(request));
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
                        spool.begin(),
                        request.settings().maxPayload(),
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
            handIn.take(request, ((Reception.Reading.Read) reading).deliveries());
        } catch (IOException e) {
            LOG.error("payload could not be read back delivery={}", request.id(), e);
            doorman.refuse(
                    request, Refusal.unavailable("spool", "the payload could not be kept", Duration.ofMinutes(1)));
        } catch (RuntimeException | Error e) {
            doorman.failed(request, e);
        }
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static Refusal tooLarge(Incoming request) {
        return Refusal.of(
                413, "max-payload", "expected at most " + request.settings().maxPayload() + " bytes");
    }
}
