package dev.jenvoy.web.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.audit.RouteTable;
import dev.jenvoy.web.admin.http.Route;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goes over all routes of the admin listener: each has a role in the one table. */
class RouteTableTest {

    private static final String SESSION = "/api/session";

    private final List<Route> routes = OpenApiTest.routes();

    @Test
    void every_route_has_a_row() {
        assertThat(routes)
                .filteredOn(route -> !route.template().equals(SESSION))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(RouteTable.knows(route))
                        .as(route.method() + " " + route.template())
                        .isTrue());
    }

    @Test
    void what_only_shows_needs_the_least_role_and_nothing_that_changes_does() {
        assertThat(routes)
                .filteredOn(route -> !route.template().equals(SESSION))
                // It gets a payload and changes nothing.
                .filteredOn(route -> !route.template().equals("/api/explain"))
                .allSatisfy(route -> assertThat(RouteTable.role(route) == Role.READ)
                        .as(route.method() + " " + route.template())
                        .isEqualTo(route.method().equals("GET")));
    }

    @Test
    void endpoints_and_what_commands_of_chat_change_need_the_highest_role() {
        assertThat(routes)
                .filteredOn(route -> !route.method().equals("GET"))
                .filteredOn(route -> route.template().contains("webhooks")
                        || route.template().matches("/api/chat/(routes|defaults|tokens/.*|reset)"))
                .hasSize(14)
                .allSatisfy(route -> assertThat(RouteTable.role(route)).isEqualTo(Role.ADMIN));
    }

    @Test
    void every_row_is_of_a_route_and_no_route_has_two() {
        List<String> rows = Arrays.stream(Role.values())
                .flatMap(role -> RouteTable.rows(role).stream())
                .toList();

        assertThat(rows)
                .doesNotHaveDuplicates()
                .isSubsetOf(routes.stream()
                        .map(route -> route.method() + " " + route.template())
                        .toList());
    }

    @Test
    void a_route_that_the_table_lacks_needs_the_highest_role() {
        Route lacking = new Route("POST", "/api/unheard-of", request -> null);

        assertThat(RouteTable.knows(lacking)).isFalse();
        assertThat(RouteTable.role(lacking)).isEqualTo(Role.ADMIN);
    }
}
