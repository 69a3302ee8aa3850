package dev.jenvoy.web;

import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.web.connection.Connections;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.Doors;
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
import dev.jenvoy.web.response.WebOptions;
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

/** Serves the public address: the routes of the senders, and the two health endpoints. */
public final class PublicListener {

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final String ENDPOINTS = "/hooks/";
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    /**
     * Large payloads wait for a thread of the pool and for the disk. A long wait there means load, not a stuck pool.
     */
    private static final Duration FOR_LONG_WORK = Duration.ofSeconds(60);

    private final Connections connections;
    private final HttpListener server;
    private final GracefulShutdownHandler graceful;
    private final PendingResponses waiting = new PendingResponses();

    /**
     * @param doors where clients connect
     * @param origins says where a request came from
     * @param senderRoutes the routes, tried in this order; empty if it takes no deliveries, and only says how it is
     * @param mostConnections maximum number of open connections
     * @param requestTimeout time limit for a request's head to arrive, and for a response to be read; fixed at the
     *     start
     * @param exchanges keeps what deliveries were answered
     * @param crowding records requests that are rejected for lack of room
     */
    public PublicListener(
            Doors doors,
            Origins origins,
            int mostConnections,
            Duration requestTimeout,
            List<SenderRoute> senderRoutes,
            Dispatcher dispatcher,
            Spool spool,
            Supplier<WebOptions> settings,
            Supplier<Readiness> readiness,
            Liveness liveness,
            RejectionList refusals,
            Exchanges exchanges,
            Crowding crowding,
            InstantSource clock) {
        RejectionWriter rejections = new RejectionWriter(refusals, clock);
        DeliveryHandler intake = new DeliveryHandler(
                new DeliverySubmitter(dispatcher, rejections, waiting, new SentResponses(exchanges, clock)),
                spool,
                rejections,
                crowding,
                origins);
        HttpHandler routes = routes(
                List.copyOf(senderRoutes),
                intake,
                settings,
                HealthHandler.alive(liveness),
                HealthHandler.ready(readiness));
        graceful = new GracefulShutdownHandler(
                new AccessLog("public", origins, () -> settings.get().trustedProxies(), RequestPath::shown, routes));
        connections = new Connections(mostConnections, requestTimeout, crowding);
        int blocking = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
        server = new HttpListener(
                doors,
                new HttpListener.Threads(Math.max(2, Runtime.getRuntime().availableProcessors()), blocking, blocking),
                IDLE,
                requestTimeout,
                connections,
                graceful);
    }

    /**
     * Opens the doors and starts to serve.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public void start() {
        XnioBootstrap.begin();
        server.start();
    }

    /** Adds the I/O threads and the worker pool to the liveness check. Must be called after {@link #start}. */
    public void watch(Liveness liveness) {
        IoThreads.watch(liveness, "public", server.worker());
        liveness.add("the pool of worker threads", FOR_LONG_WORK, server.worker()::execute);
    }

    /** Returns the address on which it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Returns the number of open connections. */
    public int connections() {
        return connections.count();
    }

    /** Responds to all clients that wait for the end of a delivery, with the status {@code running}. */
    public void releaseWaiting() {
        waiting.release();
    }

    /** Stops accepting requests, sends the last responses and closes. Blocks for two seconds at most. */
    public void stop() throws InterruptedException {
        graceful.shutdown();
        graceful.awaitShutdown(LAST_ANSWERS.toMillis());
        server.stop();
    }

    private static HttpHandler routes(
            List<SenderRoute> senderRoutes,
            DeliveryHandler intake,
            Supplier<WebOptions> settings,
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
                default -> findSender(senderRoutes, path, exchange, intake, settings.get());
            }
        };
    }

    /** @param settings the settings of this moment; a request keeps them until its end */
    private static void findSender(
            List<SenderRoute> senderRoutes,
            String path,
            HttpServerExchange exchange,
            DeliveryHandler intake,
            WebOptions settings) {
        RequestHeaders headers = new RequestHeaders(exchange);
        for (SenderRoute route : senderRoutes) {
            Optional<Sender> source = route.at(path, headers);
            if (source.isPresent()) {
                intake.take(exchange, source.get(), headers, settings);
                return;
            }
        }
        if (path.startsWith(ENDPOINTS)) {
            // As bare as each rejection of an endpoint.
            answer(exchange, Response.of(404, ""));
            return;
        }
        answer(
                exchange,
                Responses.PLAIN.error(
                        404,
                        senderRoutes.isEmpty()
                                ? "not found; this server only runs hooks, send deliveries to another one"
                                : "not found; send deliveries to POST /"));
    }

    /**
     * Returns whether a proxy could read the framing in another way than Undertow, which accepts every list that
     * contains {@code chunked}.
     */
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
