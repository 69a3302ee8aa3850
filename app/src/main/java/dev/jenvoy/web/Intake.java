package dev.jenvoy.web;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Spool;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Submission;
import dev.jenvoy.source.Head;
import dev.jenvoy.source.Origin;
import dev.jenvoy.source.Reception;
import dev.jenvoy.source.Refusal;
import dev.jenvoy.source.Source;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries at one address: the checks of the contract in their order, those of the head before the body is read.
 * Holds no thread while a body arrives or a delivery runs.
 */
final class Intake implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Source source;
    private final Dispatcher dispatcher;
    private final Spool spool;
    private final Supplier<WebSettings> settings;
    private final Refusals refusals;
    private final Waiting waiting;
    private final InstantSource clock;

    Intake(
            Source source,
            Dispatcher dispatcher,
            Spool spool,
            Supplier<WebSettings> settings,
            Refusals refusals,
            Waiting waiting,
            InstantSource clock) {
        this.source = source;
        this.dispatcher = dispatcher;
        this.spool = spool;
        this.settings = settings;
        this.refusals = refusals;
        this.waiting = waiting;
        this.clock = clock;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // Undertow would end the exchange when this returns; a task of one's own it leaves alone.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> {
            RequestHeaders headers = new RequestHeaders(exchange);
            String spare = UUID.randomUUID().toString();
            Request request = new Request(
                    exchange,
                    headers,
                    spare,
                    settings.get(),
                    System.nanoTime(),
                    new Reply(exchange, source.claimedId(headers).orElse(spare)));
            try {
                head(request);
            } catch (RuntimeException e) {
                failed(request, e);
            }
        });
    }

    /** A request on its way, with the settings that were in force when it began. */
    private record Request(
            HttpServerExchange exchange,
            RequestHeaders headers,
            String spareId,
            WebSettings settings,
            long began,
            Reply reply) {

        Origin origin() {
            return Origin.of(exchange.getSourceAddress().getAddress(), headers, settings.trustedProxies());
        }

        long millisLeft(Duration limit) {
            return limit.minusNanos(System.nanoTime() - began).toMillis();
        }
    }

    private void head(Request request) {
        HttpServerExchange exchange = request.exchange();
        // Methods are case-sensitive (RFC 9110, section 9.1); the server's own comparison is not.
        if (!exchange.getRequestMethod().toString().equals(Methods.POST_STRING)) {
            refuse(request, new Refusal(405, "method", "expected POST", null));
            return;
        }
        if (exchange.getRequestContentLength() > request.settings().maxPayload()) {
            refuse(request, tooLarge(request));
            return;
        }
        Source.Admission admission = source.admit(new Head(request.headers(), request.origin(), request.spareId()));
        if (admission instanceof Source.Admission.Refused refused) {
            refuse(request, refused.refusal());
            return;
        }
        body(request, ((Source.Admission.Admitted) admission).reception());
    }

    private void body(Request request, Reception reception) {
        BodyReader.Listener listener = new BodyReader.Listener() {
            @Override
            public void whole(Payload body) {
                // Parsing, the journal's file and the hooks folder are no work for an I/O thread.
                request.exchange().getConnection().getWorker().execute(() -> judge(request, reception, body));
            }

            @Override
            public void tooLarge() {
                refuse(request, Intake.tooLarge(request));
            }

            @Override
            public void tooSlow() {
                refuse(
                        request,
                        new Refusal(
                                408,
                                "request-timeout",
                                "expected the whole request within "
                                        + words(request.settings().requestTimeout()),
                                null));
            }

            @Override
            public void brokenOff(IOException cause) {
                refuse(request, Refusal.badRequest("body", "the body ended early or is malformed"));
            }

            @Override
            public void noRoom(IOException cause) {
                LOG.error(
                        "payload could not be kept delivery={}", request.reply().delivery(), cause);
                refuse(request, Refusal.unavailable("spool", "the payload could not be kept", Duration.ofMinutes(1)));
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

    private void judge(Request request, Reception reception, Payload body) {
        try {
            Reception.Reading reading = reception.read(body);
            if (reading instanceof Reception.Reading.Refused refused) {
                refuse(request, refused.refusal());
                return;
            }
            submit(request, ((Reception.Reading.Read) reading).delivery());
        } catch (IOException e) {
            LOG.error(
                    "payload could not be read back delivery={}",
                    request.reply().delivery(),
                    e);
            refuse(request, Refusal.unavailable("spool", "the payload could not be kept", Duration.ofMinutes(1)));
        } catch (RuntimeException e) {
            failed(request, e);
        }
    }

    private void submit(Request request, Delivery delivery) {
        LOG.info(
                "delivery received delivery={} source={} event={} owner={} repository={} branch={} bytes={}",
                delivery.id(),
                delivery.key().source(),
                delivery.event(),
                delivery.facts().owner(),
                delivery.facts().repository(),
                delivery.facts().branch(),
                delivery.payload().size());
        dispatcher.submit(delivery, KeptHeaders.of(request.headers())).whenComplete((submission, failure) -> {
            if (failure != null) {
                failed(request, failure);
            } else {
                answer(request, submission);
            }
        });
    }

    private void answer(Request request, Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            waiting.await(
                    request.exchange(),
                    request.reply(),
                    accepted.progress(),
                    request.settings(),
                    request.millisLeft(request.settings().responseTimeout()));
        } else if (submission instanceof Submission.Unavailable unavailable) {
            LOG.warn(
                    "delivery not taken delivery={} cause={} reason=\"{}\"",
                    request.reply().delivery(),
                    unavailable.cause(),
                    unavailable.reason());
            noted(request, 503, unavailable.cause(), unavailable.reason());
            request.reply().give(Answers.unavailable(unavailable));
        } else if (submission instanceof Submission.Conflict) {
            noted(request, 409, "conflict", "the delivery id is known with another event or payload");
            request.reply().give(Answers.conflict());
        } else {
            request.reply().give(nothing(submission));
        }
    }

    private static Answer nothing(Submission submission) {
        if (submission instanceof Submission.Pong) {
            return Answers.pong();
        }
        return Answers.status(submission instanceof Submission.Skipped ? "skipped" : "nop");
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static Refusal tooLarge(Request request) {
        return new Refusal(
                413, "max-payload", "expected at most " + request.settings().maxPayload() + " bytes", null);
    }

    private void refuse(Request request, Refusal refusal) {
        LOG.warn(
                "request refused delivery={} status={} check={} from={} reason=\"{}\"",
                request.reply().delivery(),
                refusal.status(),
                refusal.check(),
                request.origin(),
                refusal.error());
        noted(request, refusal.status(), refusal.check(), refusal.error());
        Answer answer = Answers.refused(refusal);
        request.reply()
                .giveAndClose(
                        refusal.status() == 405 ? answer.with(Headers.ALLOW_STRING, Methods.POST_STRING) : answer);
    }

    private void noted(Request request, int status, String check, String reason) {
        refusals.add(new Refusals.Refused(
                clock.instant(),
                status,
                check,
                reason,
                source.name(),
                request.origin().toString(),
                request.reply().delivery()));
    }

    private static void failed(Request request, Throwable failure) {
        LOG.error("request failed delivery={}", request.reply().delivery(), failure);
        request.reply().giveAndClose(Answers.error(500, "the server has a fault; its log says more"));
    }

    /** What is kept of a request's headers for looking back. */
    private static final class KeptHeaders {

        private static final java.util.List<String> NAMES = java.util.List.of(
                "Content-Type",
                "User-Agent",
                "X-GitHub-Event",
                "X-GitHub-Delivery",
                "X-GitHub-Hook-ID",
                "X-GitHub-Hook-Installation-Target-ID",
                "X-GitHub-Hook-Installation-Target-Type",
                "X-GitHub-Enterprise-Host",
                "X-GitHub-Enterprise-Version");

        static Map<String, String> of(RequestHeaders headers) {
            Map<String, String> kept = new java.util.LinkedHashMap<>();
            for (String name : NAMES) {
                String value = headers.only(name);
                if (value != null) {
                    kept.put(name, value);
                }
            }
            return kept;
        }
    }
}
