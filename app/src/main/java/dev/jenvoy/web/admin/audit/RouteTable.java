package dev.jenvoy.web.admin.audit;

import static dev.jenvoy.web.admin.access.Role.ADMIN;
import static dev.jenvoy.web.admin.access.Role.OPERATE;
import static dev.jenvoy.web.admin.access.Role.READ;

import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which role each route needs, and what the audit log records of it: the one table. A route with {@code GET} shows
 * something and needs the least role. A route that is missing here needs the highest role, and is recorded under its
 * method and path; a test finds it.
 */
public final class RouteTable {

    private static final String DELIVERY = "/api/deliveries/{entry}";
    private static final String CHAT = "/api/chat";
    private static final String TOKEN = CHAT + "/tokens/{family}/{owner}/{repository}";
    private static final String MESSAGE = CHAT + "/messages/{message}";

    private static final List<ChangingRoute> ROWS = rows();

    private RouteTable() {}

    private static List<ChangingRoute> rows() {
        List<ChangingRoute> rows = new ArrayList<>(List.of(
                ChangingRoute.of("POST", DELIVERY + "/redeliver", OPERATE, "redeliver", "hooks", "hook", "from")
                        .answering("entry"),
                ChangingRoute.of("POST", DELIVERY + "/cancel", OPERATE, "cancel"),
                ChangingRoute.of("POST", "/api/redeliveries", OPERATE, "redeliver_many", "hooks", "hook", "from")
                        .asking("state", "source", "event", "owner", "repository", "branch", "text", "from", "to")
                        .answering("bulk", "total"),
                ChangingRoute.of("POST", "/api/redeliveries/{bulk}/cancel", OPERATE, "cancel_many", "bulk"),
                ChangingRoute.of("POST", MESSAGE + "/retry", OPERATE, "message_retry", "message"),
                ChangingRoute.of("POST", MESSAGE + "/drop", OPERATE, "message_drop", "message"),
                ChangingRoute.of("POST", CHAT + "/rooms/{room}/test", OPERATE, "chat_say", "room"),
                ChangingRoute.of("POST", CHAT + "/rooms/{room}/say", OPERATE, "chat_say", "room"),
                ChangingRoute.of("POST", "/api/catch-up", OPERATE, "catch_up"),
                ChangingRoute.of("POST", "/api/senders/{sender}/test", OPERATE, "test_delivery", "sender")
                        .answering("status"),
                ChangingRoute.of("POST", "/api/explain", READ, ""),
                ChangingRoute.of("POST", "/api/tickets/{move}/retry", OPERATE, "move_retry", "move")
                        .answering("entry", "reopened"),
                ChangingRoute.of("POST", "/api/tickets/reopen", OPERATE, "trackers_reopen")
                        .answering("reopened"),
                ChangingRoute.of("PUT", CHAT + "/routes", ADMIN, "chat_route", "set", "repo", "room", "events"),
                ChangingRoute.of("DELETE", CHAT + "/routes", ADMIN, "chat_route_remove")
                        .asking("set", "repo", "room"),
                ChangingRoute.of("PUT", CHAT + "/defaults", ADMIN, "chat_defaults", "set", "events"),
                ChangingRoute.of("PUT", TOKEN, ADMIN, "chat_token", "family", "owner", "repository"),
                ChangingRoute.of("DELETE", TOKEN, ADMIN, "chat_token_remove", "family", "owner", "repository"),
                ChangingRoute.of("POST", CHAT + "/reset", ADMIN, "chat_reset")));
        for (String base : List.of("/conduit/webhooks", "/webhooks")) {
            String[] named = {"provider", "repo_id", "repo_path"};
            rows.add(ChangingRoute.of("POST", base + "/register", ADMIN, "endpoint_register", named));
            rows.add(ChangingRoute.of("PATCH", base + "/update", ADMIN, "endpoint_rotate", named));
            rows.add(ChangingRoute.of("PATCH", base + "/import", ADMIN, "endpoint_import", named));
            rows.add(ChangingRoute.of("DELETE", base, ADMIN, "endpoint_remove", named)
                    .askingWithoutBody(named));
        }
        return List.copyOf(rows);
    }

    /** Returns the role that a route needs. */
    public static Role role(Route route) {
        return route.method().equals("GET")
                ? READ
                : row(route).map(ChangingRoute::role).orElse(ADMIN);
    }

    /** Returns whether the table has a row for a route that needs one. */
    public static boolean knows(Route route) {
        return route.method().equals("GET") || row(route).isPresent();
    }

    /** Returns the rows, each as method and path. */
    public static List<String> rows(Role needed) {
        return ROWS.stream()
                .filter(row -> row.role() == needed)
                .map(row -> row.method() + " " + row.template())
                .toList();
    }

    static Optional<ChangingRoute> row(Route route) {
        return ROWS.stream()
                .filter(row -> row.is(route.method(), route.template()))
                .findFirst();
    }
}
