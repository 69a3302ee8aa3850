package dev.jenvoy.web.admin;

import dev.jenvoy.web.AccessLog;
import dev.jenvoy.web.admin.audit.AuditTrail;
import dev.jenvoy.web.admin.audit.RequestRecord;
import dev.jenvoy.web.admin.auth.Authentication;
import dev.jenvoy.web.admin.auth.LoginThrottle;
import dev.jenvoy.web.admin.auth.SeenUsers;
import dev.jenvoy.web.admin.auth.SessionBook;
import dev.jenvoy.web.admin.auth.Sessions;
import dev.jenvoy.web.admin.auth.SignedSessions;
import dev.jenvoy.web.admin.http.AdminResponse;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.status.QueueSamples;
import dev.jenvoy.web.admin.ui.StaticFiles;
import dev.jenvoy.web.connection.Connections;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.Doors;
import dev.jenvoy.web.connection.HttpListener;
import dev.jenvoy.web.health.IoThreads;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.health.MetricsEndpoint;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The listener for the operator: the page, its API, and the routes that other parts add. Never serves the public port.
 */
public final class AdminListener {

    private static final int MOST_THREADS = 8;

    private static final Duration HEAD_TIME = Duration.ofSeconds(10);

    /**
     * Time limit for the first byte of a request. With a longer limit, silent connections would hold their places
     * longer.
     */
    private static final Duration IDLE = Duration.ofSeconds(8);

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final HttpListener server;
    private final GracefulShutdownHandler graceful;
    private final AdminRoutes routes;

    /**
     * @param address the address to listen on; port 0 takes a free one
     * @param mostConnections maximum number of connections; live streams hold a few of them
     * @param crowding records connections that are closed to make room
     * @param samples of the queue, for the overview
     * @param more makes further routes, with the same access checks as the API, when the first request needs them
     * @param metrics serves {@code GET /metrics}, if present
     */
    public AdminListener(
            InetSocketAddress address,
            int mostConnections,
            Crowding crowding,
            AdminServices parts,
            QueueSamples samples,
            Supplier<List<Route>> more,
            Optional<MetricsEndpoint> metrics) {
        AuditTrail trail = new AuditTrail(parts.audit(), parts.clock(), System::nanoTime);
        Authentication authentication = new Authentication(
                parts.settings(),
                parts.sessionKey().isEmpty() ? new Sessions(AdminListener::counted, parts.random()) : shared(parts),
                new LoginThrottle(System::nanoTime),
                new SeenUsers(System::nanoTime),
                trail);
        routes = new AdminRoutes(() -> new Api(parts, authentication, samples), () -> beside(more.get(), metrics));
        HttpHandler handler = new AdminHandler(parts.settings(), authentication, new RequestRecord(trail), routes);
        graceful = new GracefulShutdownHandler(
                new AccessLog("admin", () -> parts.settings().get().trustedProxies(), handler));
        server = new HttpListener(
                Doors.port(address),
                new HttpListener.Threads(1, 1, MOST_THREADS),
                IDLE,
                HEAD_TIME,
                new Connections(mostConnections, AdminResponse.PATIENCE, crowding),
                graceful);
    }

    private static SessionBook shared(AdminServices parts) {
        return new SignedSessions(
                parts.sessionKey().orElseThrow(), parts.signOuts().orElseThrow(), parts.clock(), parts.random());
    }

    /** Returns the routes that are not of the API. */
    private static List<Route> beside(List<Route> more, Optional<MetricsEndpoint> metrics) {
        List<Route> all = new ArrayList<>(more);
        metrics.ifPresent(scrape -> all.add(metrics(scrape)));
        all.addAll(new StaticFiles().routes());
        return all;
    }

    /**
     * Returns a time that changes of the system clock do not affect. Sessions only measure how long they were not used.
     */
    private static Instant counted() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    private static Route metrics(MetricsEndpoint scrape) {
        return new Route(
                "GET", "/metrics", request -> new ApiResult.Whole(200, scrape.contentType(), scrape.text(), Map.of()));
    }

    /**
     * Binds the address and starts to serve.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public void start() {
        server.start();
    }

    /** Adds the I/O thread to the liveness check. Must be called after {@link #start}. */
    public void watch(Liveness liveness) {
        IoThreads.watch(liveness, "admin", server.worker());
    }

    /** Returns the address on which it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops accepting requests, sends the last responses and closes. Blocks for two seconds at most. */
    public void stop() throws InterruptedException {
        graceful.shutdown();
        routes.end();
        graceful.awaitShutdown(LAST_ANSWERS.toMillis());
        server.stop();
    }
}
