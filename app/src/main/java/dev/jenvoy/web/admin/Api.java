package dev.jenvoy.web.admin;

import java.util.ArrayList;
import java.util.List;

/** The API's resources, put together. */
final class Api {

    private final Live live;
    private final QueueSamples samples;
    private final List<Route> routes = new ArrayList<>();

    Api(AdminParts parts, Authentication authentication) {
        StatusResource status = new StatusResource(parts);
        samples = new QueueSamples(parts.dispatcher()::load, parts.clock());
        live = new Live(parts, status);
        routes.addAll(new SessionResource(authentication, parts.server(), live::review).routes());
        routes.addAll(new DeliveriesResource(parts.history()).routes());
        routes.addAll(new CommandsResource(parts).routes());
        routes.addAll(new LiveResource(live, parts.history()).routes());
        routes.addAll(new RefusalsResource(parts.refusals()).routes());
        routes.addAll(new HooksResource(parts.hooks(), parts.history()).routes());
        routes.addAll(new ExplainResource(parts.hooks(), parts.clock()).routes());
        routes.addAll(new ConfigResource(parts.config()).routes());
        routes.addAll(status.routes());
        routes.addAll(new OverviewResource(parts.history(), samples, parts.clock()).routes());
        routes.addAll(OpenApi.routes());
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Follows what happens from now on. */
    void begin() {
        live.begin();
        live.repeat(samples::take, QueueSamples.STEP);
    }

    /** Ends all streams of events. */
    void end() {
        live.end();
    }
}
