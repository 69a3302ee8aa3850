package dev.jenvoy.web.admin;

import dev.jenvoy.web.AccessLog;
import dev.jenvoy.web.IoThreads;
import dev.jenvoy.web.Liveness;
import dev.jenvoy.web.Scrape;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xnio.Options;

/** The listener for whoever runs the server: the page, its API, and what others add to it. Never on the public port. */
public final class AdminListener {

    private static final int LARGEST_HEAD = 32 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int MOST_THREADS = 8;

    /** Most of them live streams of events, of which there are never more than half as many. */
    private static final int MOST_CONNECTIONS = 256;

    private static final Duration HEAD_TIME = Duration.ofSeconds(10);

    /** Before the first byte of a request. Longer, and silent connections would fill the listener for as long. */
    private static final Duration IDLE = Duration.ofSeconds(8);

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final Undertow server;
    private final GracefulShutdownHandler graceful;
    private final Api api;

    /**
     * @param address where to listen; port 0 takes a free one
     * @param more what is served beside the API, behind the same door
     * @param metrics what {@code GET /metrics} answers; empty: nothing
     */
    public AdminListener(InetSocketAddress address, AdminParts parts, List<Route> more, Optional<Scrape> metrics) {
        Authentication authentication = new Authentication(
                parts.settings(), new Sessions(AdminListener::counted, parts.random()), new Throttle(System::nanoTime));
        api = new Api(parts, authentication);
        List<Route> routes = new ArrayList<>(more);
        metrics.ifPresent(scrape -> routes.add(metrics(scrape)));
        routes.addAll(new Page().routes());
        routes.addAll(api.routes());
        HttpHandler door = new FrontDoor(parts.settings(), authentication, new Routes(routes));
        graceful = new GracefulShutdownHandler(
                new AccessLog("admin", () -> parts.settings().get().trustedProxies(), door));
        server = Undertow.builder()
                .addHttpListener(address.getPort(), address.getHostString(), graceful)
                .setIoThreads(1)
                .setWorkerOption(Options.WORKER_TASK_CORE_THREADS, 1)
                .setWorkerOption(Options.WORKER_TASK_MAX_THREADS, MOST_THREADS)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS - 1)
                // The front door keeps a limit and answers; Undertow would break the connection off.
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEAD)
                .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) HEAD_TIME.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) IDLE.toMillis())
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .build();
    }

    /** A time that no clock's change moves: how long a session was not used is all that is asked of it. */
    private static Instant counted() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    private static Route metrics(Scrape scrape) {
        return new Route(
                "GET", "/metrics", request -> new Result.Whole(200, scrape.contentType(), scrape.text(), Map.of()));
    }

    /**
     * Binds, and serves from then on.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public void start() {
        server.start();
        api.begin();
    }

    /** Once it serves: has its thread for connections asked from now on. */
    public void watch(Liveness liveness) {
        IoThreads.watch(liveness, "admin", server.getWorker());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    }

    /** Takes no more requests, lets the last answers out, and closes. Blocks for two seconds at most. */
    public void stop() throws InterruptedException {
        graceful.shutdown();
        api.end();
        graceful.awaitShutdown(LAST_ANSWERS.toMillis());
        server.stop();
    }
}
