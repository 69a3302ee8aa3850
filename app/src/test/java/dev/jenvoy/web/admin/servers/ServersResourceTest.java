package dev.jenvoy.web.admin.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.Standing;
import dev.jenvoy.contract.kit.JsonSchema;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import dev.jenvoy.web.admin.ui.OpenApi;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API says of the servers that share a journal, and of the journal. */
final class ServersResourceTest {

    private final Cluster cluster = mock(Cluster.class);
    private Optional<OldestSnapshot> snapshot = Optional.empty();

    @BeforeEach
    void gather() {
        when(cluster.number()).thenReturn(7);
        when(cluster.standing()).thenReturn(Standing.FULL);
        when(cluster.members())
                .thenReturn(List.of(new Member(
                        7,
                        "one",
                        "m1",
                        ServerRole.ALL,
                        2,
                        "0.1.0",
                        Member.State.LIVE,
                        Duration.ZERO,
                        Duration.ofSeconds(40),
                        new Load(8, 3, 2),
                        Digests.EMPTY,
                        true)));
    }

    /** Returns the answer, which is as the API's document describes it. */
    private JsonObject servers() throws Exception {
        Route route = new ServersResource(Optional.of(cluster), List::of, () -> snapshot)
                .routes()
                .get(0);
        ApiResult.Whole answer = (ApiResult.Whole) route.handler().handle(mock(AdminRequest.class));
        JsonObject servers = JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        try (Reader in =
                new InputStreamReader(OpenApi.class.getResourceAsStream("openapi.json"), StandardCharsets.UTF_8)) {
            JsonObject document = JsonParser.parseReader(in).getAsJsonObject();
            assertThat(new JsonSchema(document).faults("Servers", servers)).isEmpty();
        }
        return servers;
    }

    @Test
    void a_transaction_that_has_been_open_for_long_is_named() throws Exception {
        snapshot = Optional.of(new OldestSnapshot(Duration.ofSeconds(64), "pg_dump", "backup", 4711));

        assertThat(servers().getAsJsonObject("oldest_snapshot"))
                .isEqualTo(JsonParser.parseString(
                        "{age_ms: 64000, application: 'pg_dump', user: 'backup', process: 4711}"));
    }

    @Test
    void what_the_database_does_not_say_of_it_is_left_out() throws Exception {
        snapshot = Optional.of(new OldestSnapshot(Duration.ofSeconds(20), "", "", 4711));

        assertThat(servers().getAsJsonObject("oldest_snapshot"))
                .isEqualTo(JsonParser.parseString("{age_ms: 20000, process: 4711}"));
    }

    @Test
    void nothing_is_said_of_transactions_that_servers_have_themselves() throws Exception {
        assertThat(servers().has("oldest_snapshot")).isFalse();

        snapshot = Optional.of(new OldestSnapshot(Duration.ofSeconds(19), "jenvoy:7", "jenvoy", 4711));

        assertThat(servers().has("oldest_snapshot")).isFalse();
    }
}
