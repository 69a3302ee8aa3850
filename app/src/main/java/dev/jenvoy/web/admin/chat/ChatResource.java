package dev.jenvoy.web.admin.chat;

import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.History;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /api/chat/…}: 404 where chat is not configured. */
public final class ChatResource {

    private static final String BASE = "/api/chat";
    private static final String TOKEN = BASE + "/tokens/{family}/{owner}/{repository}";

    private final Supplier<Optional<Chat>> chat;
    private final BooleanSupplier leads;
    private final History history;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    /**
     * @param chat chat, if it is configured; may open it
     * @param leads whether this server has the connections to the services: one of those that share a journal has them
     */
    public ChatResource(
            Supplier<Optional<Chat>> chat,
            BooleanSupplier leads,
            History history,
            Dispatcher dispatcher,
            InstantSource clock) {
        this.chat = chat;
        this.leads = leads;
        this.history = history;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    /** Returns the routes for the admin listener. They name no class of chat, and so do not load it. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", BASE, this::rooms),
                new Route("POST", BASE + "/rooms/{room}/test", this::test),
                new Route("POST", BASE + "/rooms/{room}/say", this::say),
                new Route("GET", BASE + "/routes", this::listRoutes).listing("repo"),
                new Route("PUT", BASE + "/routes", this::putRoute),
                new Route("DELETE", BASE + "/routes", this::removeRoute),
                new Route("GET", BASE + "/defaults", this::defaults),
                new Route("PUT", BASE + "/defaults", this::putDefaults),
                new Route("PUT", TOKEN, this::putToken),
                new Route("DELETE", TOKEN, this::removeToken),
                new Route("GET", BASE + "/config", this::config),
                new Route("POST", BASE + "/reset", this::reset),
                new Route("GET", BASE + "/messages", this::messages).listing("state"),
                new Route("GET", BASE + "/messages/{message}", this::message),
                new Route("POST", BASE + "/messages/{message}/retry", this::retry),
                new Route("POST", BASE + "/messages/{message}/drop", this::drop));
    }

    private static ApiResult off() {
        return ApiResult.error(404, "chat is not configured: the configuration has no \"chat\"");
    }

    private static ApiResult elsewhere() {
        return ApiResult.error(
                409, "another server has the connections to the rooms; \"jenvoy servers\" shows which one leads");
    }

    private ApiResult rooms(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RoomRequests(open.get(), history).list();
    }

    private ApiResult test(AdminRequest request) throws InterruptedException {
        Optional<Chat> open = chat.get();
        if (open.isEmpty() || !leads.getAsBoolean()) {
            return open.isEmpty() ? off() : elsewhere();
        }
        return new RoomRequests(open.get(), history).test(request);
    }

    private ApiResult say(AdminRequest request) throws InterruptedException {
        Optional<Chat> open = chat.get();
        if (open.isEmpty() || !leads.getAsBoolean()) {
            return open.isEmpty() ? off() : elsewhere();
        }
        return new RoomRequests(open.get(), history).say(request);
    }

    private ApiResult listRoutes(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).list(request);
    }

    private ApiResult putRoute(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).put(request);
    }

    private ApiResult removeRoute(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).remove(request);
    }

    private ApiResult defaults(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).defaults(request);
    }

    private ApiResult putDefaults(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).putDefaults(request);
    }

    private ApiResult putToken(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).putToken(request);
    }

    private ApiResult removeToken(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).removeToken(request);
    }

    private ApiResult config(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).config();
    }

    private ApiResult reset(AdminRequest request) {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? off() : new RouteRequests(open.get()).reset(request);
    }

    private ApiResult messages(AdminRequest request) {
        return chat.get().isEmpty() ? off() : new MessageRequests(history, dispatcher, clock).list(request);
    }

    private ApiResult message(AdminRequest request) {
        return chat.get().isEmpty() ? off() : new MessageRequests(history, dispatcher, clock).one(request);
    }

    private ApiResult retry(AdminRequest request) throws Exception {
        return chat.get().isEmpty() ? off() : new MessageRequests(history, dispatcher, clock).retry(request);
    }

    private ApiResult drop(AdminRequest request) throws Exception {
        return chat.get().isEmpty() ? off() : new MessageRequests(history, dispatcher, clock).drop(request);
    }
}
