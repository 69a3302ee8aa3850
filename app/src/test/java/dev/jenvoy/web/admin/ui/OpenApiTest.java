package dev.jenvoy.web.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.endpoint.Endpoints;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.RejectionTally;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.Api;
import dev.jenvoy.web.admin.auth.Authentication;
import dev.jenvoy.web.admin.chat.ChatResource;
import dev.jenvoy.web.admin.endpoints.EndpointsResource;
import dev.jenvoy.web.admin.forges.ForgesResource;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.senders.SendersResource;
import dev.jenvoy.web.admin.senders.TestSender;
import dev.jenvoy.web.admin.servers.ServersResource;
import dev.jenvoy.web.admin.status.QueueSamples;
import dev.jenvoy.web.admin.tickets.TicketsResource;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the OpenAPI document with the existing routes. */
class OpenApiTest {

    @Test
    void every_route_is_described_and_nothing_else_is() throws Exception {
        Set<String> described = new TreeSet<>();
        try (Reader in =
                new InputStreamReader(OpenApi.class.getResourceAsStream("openapi.json"), StandardCharsets.UTF_8)) {
            JsonObject paths = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("paths");
            paths.entrySet()
                    .forEach(path -> path.getValue()
                            .getAsJsonObject()
                            .keySet()
                            .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        }

        Set<String> served = routes().stream()
                .filter(route -> !route.template().startsWith("/webhooks"))
                .map(route -> route.method() + " " + route.template())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).isEqualTo(described);
    }

    /** Returns all routes but those of the page and of metrics. */
    static List<Route> routes() {
        List<Route> routes = new ArrayList<>(api().routes());
        routes.addAll(new EndpointsResource(mock(Endpoints.class)).routes());
        routes.addAll(
                new TicketsResource(Optional::empty, mock(Dispatcher.class), mock(Journal.class), Clock.systemUTC())
                        .routes());
        routes.addAll(new ForgesResource(Optional::empty).routes());
        routes.addAll(new ServersResource(Optional.empty(), List::of, Optional::empty).routes());
        routes.addAll(new SendersResource(mock(TestSender.class), () -> null).routes());
        routes.addAll(new ChatResource(
                        Optional::empty, () -> true, mock(History.class), mock(Dispatcher.class), Clock.systemUTC())
                .routes());
        return routes;
    }

    /** Returns an API without a server behind it, because only its routes are read. */
    private static Api api() {
        AdminServices parts = new AdminServices(
                () -> null,
                mock(Journal.class),
                mock(History.class),
                mock(Figures.class),
                mock(Dispatcher.class),
                mock(Bulks.class),
                new LiveOutput(),
                new RejectionList(),
                new RejectionTally(mock(RejectedGroups.class), mock(ScheduledExecutorService.class)),
                mock(Exchanges.class),
                () -> null,
                () -> null,
                () -> null,
                entry -> new JsonArray(),
                mock(AuditLog.class),
                () -> null,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                new Random(7));
        return new Api(
                parts,
                new Authentication(parts.settings(), null, null, null, null),
                new QueueSamples(() -> null, Clock.systemUTC()));
    }
}
