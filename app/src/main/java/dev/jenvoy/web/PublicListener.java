package dev.jenvoy.web;

import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.web.connection.Connections;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.HttpListener;
import dev.jenvoy.web.connection.XnioBootstrap;
import dev.jenvoy.web.health.HealthHandler;
import dev.jenvoy.web.health.IoThreads;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.health.Readiness;
import dev.jenvoy.web.response.PendingResponses;
import dev.jenvoy.web.response.Response;
import dev.jenvoy.web.response.Responses;
import dev.jenvoy.web.response.SingleResponse;
import dev.jenvoy.web.response.WebSettings;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The listener that the world may reach: the doors at which deliveries are taken, and the two health endpoints. */
public final class PublicListener {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    /** Payloads that are large wait for their turn in the pool of threads, and for the disk: that is load, not deafness. */
    private static final Duration FOR_LONG_WORK = Duration.ofSeconds(60);

    private final Connections connections;
    private final HttpListener server;
    private final GracefulShutdownHandler graceful;
    private final PendingResponses waiting = new PendingResponses();

    /**
     * @param address where to listen; port 0 takes a free one
     * @param doors asked in this order
     * @param mostConnections how many it holds
     * @param requestTimeout how long a request's head may take to arrive, and an answer to be taken; fixed from the start
     * @param crowding hears what is turned away for lack of room
     */
    public PublicListener(
            InetSocketAddress address,
            int mostConnections,
            Duration requestTimeout,
            List<SenderRoute> doors,
            Dispatcher dispatcher,
            Spool spool,
            Supplier<WebSettings> settings,
            Supplier<Readiness> readiness,
            Liveness liveness,
            RejectionList refusals,
            Crowding crowding,
            InstantSource clock) {
        RejectionWriter doorman = new RejectionWriter(refusals, clock);
        DeliveryHandler intake =
                new DeliveryHandler(new DeliverySubmitter(dispatcher, doorman, waiting), spool, doorman, crowding);
        HttpHandler routes = routes(
                List.copyOf(doors), intake, settings, HealthHandler.alive(liveness), HealthHandler.ready(readiness));
        graceful = new GracefulShutdownHandler(
                new AccessLog("public", () -> settings.get().trustedProxies(), routes));
        connections = new Connections(mostConnections, requestTimeout, crowding);
        int blocking = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
        server = new HttpListener(
                address,
                new HttpListener.Threads(Math.max(2, Runtime.getRuntime().availableProcessors()), blocking, blocking),
                IDLE,
                requestTimeout,
                connections,
                graceful);
    }

    /**
     * Binds, and serves from then on.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public void start() {
        XnioBootstrap.begin();
        server.start();
    }

    /** Once it serves: has its threads asked from now on, those for connections and those for what takes longer. */
    public void watch(Liveness liveness) {
        IoThreads.watch(liveness, "public", server.worker());
        liveness.add("the pool of worker threads", FOR_LONG_WORK, server.worker()::execute);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** How many connections there are. */
    public int connections() {
        return connections.count();
    }

    /** Tells all who wait for a delivery's end that it runs on. */
    public void releaseWaiting() {
        waiting.release();
    }

    /** Takes no more requests, lets the last answers out, and closes. Blocks for two seconds at most. */
    public void stop() throws InterruptedException {
        graceful.shutdown();
        graceful.awaitShutdown(LAST_ANSWERS.toMillis());
        server.stop();
    }

    private static HttpHandler routes(
            List<SenderRoute> doors,
            DeliveryHandler intake,
            Supplier<WebSettings> settings,
            HttpHandler alive,
            HttpHandler ready) {
        return exchange -> {
            if (hasOddFraming(exchange)) {
                answer(exchange, Responses.PLAIN.error(400, "expected a Content-Length or Transfer-Encoding: chunked"));
                return;
            }
            String path = RequestPath.of(exchange);
            switch (path) {
                case "/healthz" -> alive.handleRequest(exchange);
                case "/readyz" -> ready.handleRequest(exchange);
                default -> knock(doors, path, exchange, intake, settings.get());
            }
        };
    }

    /** @param settings as they are now: whoever judges the request takes the configuration that was found for them */
    private static void knock(
            List<SenderRoute> doors,
            String path,
            HttpServerExchange exchange,
            DeliveryHandler intake,
            WebSettings settings) {
        RequestHeaders headers = new RequestHeaders(exchange);
        for (SenderRoute door : doors) {
            Optional<Sender> source = door.at(path, headers);
            if (source.isPresent()) {
                intake.take(exchange, source.get(), headers, settings);
                return;
            }
        }
        answer(exchange, Responses.PLAIN.error(404, "nothing here; deliveries go to POST /"));
    }

    /** What a proxy could read otherwise than the server does, which takes any list with {@code chunked} in it for that. */
    private static boolean hasOddFraming(HttpServerExchange exchange) {
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        return encodings != null
                && (encodings.size() != 1 || !encodings.getFirst().equalsIgnoreCase("chunked"));
    }

    private static void answer(HttpServerExchange exchange, Response answer) {
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> new SingleResponse(exchange, UUID.randomUUID().toString()).giveAndClose(answer));
    }
}
