package dev.jenvoy.web.admin;

import dev.jenvoy.web.admin.audit.AuditResource;
import dev.jenvoy.web.admin.auth.Authentication;
import dev.jenvoy.web.admin.auth.SessionResource;
import dev.jenvoy.web.admin.bulk.BulkResource;
import dev.jenvoy.web.admin.deliveries.DeliveriesResource;
import dev.jenvoy.web.admin.deliveries.DeliveryActionsResource;
import dev.jenvoy.web.admin.deliveries.EntryReference;
import dev.jenvoy.web.admin.deliveries.ExchangeResource;
import dev.jenvoy.web.admin.deliveries.FiguresResource;
import dev.jenvoy.web.admin.deliveries.LogResource;
import dev.jenvoy.web.admin.events.EventHub;
import dev.jenvoy.web.admin.events.EventsResource;
import dev.jenvoy.web.admin.hooks.DeliveryExplanation;
import dev.jenvoy.web.admin.hooks.ExplainResource;
import dev.jenvoy.web.admin.hooks.HookResource;
import dev.jenvoy.web.admin.hooks.HooksResource;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.status.ConfigResource;
import dev.jenvoy.web.admin.status.OverviewResource;
import dev.jenvoy.web.admin.status.QueueSamples;
import dev.jenvoy.web.admin.status.RejectionsResource;
import dev.jenvoy.web.admin.status.StatusResource;
import dev.jenvoy.web.admin.ui.OpenApi;
import java.util.ArrayList;
import java.util.List;

/** Assembles the resources of the API. */
public final class Api {

    private final EventHub live;
    private final EntryReference entries;
    private final List<Route> routes = new ArrayList<>();

    /** @param samples of the queue, which are taken as long as the server runs */
    public Api(AdminServices parts, Authentication authentication, QueueSamples samples) {
        StatusResource status = new StatusResource(parts);
        live = new EventHub(parts, status);
        entries = new EntryReference(parts.history());
        routes.addAll(new SessionResource(authentication, parts.server(), live::review).routes());
        routes.addAll(new DeliveriesResource(parts.history(), parts.dispatcher(), parts.moves()).routes());
        routes.addAll(new LogResource(parts.history(), parts.outputs(), parts.distantLogs()).routes());
        routes.addAll(new DeliveryActionsResource(parts).routes());
        routes.addAll(new BulkResource(parts.bulks(), parts.history(), parts.clock()).routes());
        routes.addAll(new EventsResource(live, parts.history()).routes());
        routes.addAll(new RejectionsResource(parts.refusals(), parts.rejections()).routes());
        routes.addAll(new HooksResource(parts.hooks(), parts.history()).routes());
        routes.addAll(new HookResource(parts.hooks(), parts.figures()).routes());
        routes.addAll(new ExchangeResource(parts.exchanges(), parts.history()).routes());
        routes.addAll(new DeliveryExplanation(parts.hooks(), parts.history(), parts.clock()).routes());
        routes.addAll(new ExplainResource(parts.hooks(), parts.clock()).routes());
        routes.addAll(new ConfigResource(parts.config()).routes());
        routes.addAll(status.routes());
        routes.addAll(new OverviewResource(parts.figures(), samples, parts.clock()).routes());
        routes.addAll(new FiguresResource(parts.figures(), parts.clock()).routes());
        routes.addAll(new AuditResource(parts.audit()).routes());
        routes.addAll(OpenApi.routes());
    }

    public List<Route> routes() {
        return routes.stream().map(entries::resolving).toList();
    }

    /** Subscribes to events from now on. */
    void begin() {
        live.begin();
    }

    /** Ends all event streams. */
    void end() {
        live.end();
    }
}
