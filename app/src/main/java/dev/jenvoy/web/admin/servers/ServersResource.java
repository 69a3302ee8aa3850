package dev.jenvoy.web.admin.servers;

import com.google.gson.JsonObject;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/servers}: lists the servers that share one journal; 404 where one server has a journal of its own. */
public final class ServersResource {

    /** Every transaction holds a snapshot; those of servers and of pages are over sooner. */
    private static final Duration OLD = Duration.ofSeconds(20);

    private final Optional<Cluster> cluster;
    private final Supplier<List<String>> problems;
    private final Supplier<Optional<OldestSnapshot>> snapshot;

    /**
     * @param problems what is wrong between the servers, in words
     * @param snapshot the oldest one in the database that they share, as measured last
     */
    public ServersResource(
            Optional<Cluster> cluster, Supplier<List<String>> problems, Supplier<Optional<OldestSnapshot>> snapshot) {
        this.cluster = cluster;
        this.problems = problems;
        this.snapshot = snapshot;
    }

    /** Returns the routes for the admin listener. */
    public List<Route> routes() {
        return List.of(new Route("GET", "/api/servers", this::list));
    }

    private ApiResult list(AdminRequest request) {
        return cluster.isEmpty()
                ? ApiResult.error(404, "this server has a journal of its own: the configuration has no \"journal\"")
                : ApiResult.json(200, of(cluster.get()));
    }

    private JsonObject of(Cluster servers) {
        List<Member> members = servers.members();
        int number = servers.number();
        @Nullable
        Member self = members.stream()
                .filter(member -> member.number() == number)
                .findFirst()
                .orElse(null);
        return ApiJson.object()
                .add("number", number)
                .add("standing", servers.standing().name().toLowerCase(Locale.ROOT))
                .add("servers", ApiJson.array(members, member -> server(member, self)))
                .add("problems", ApiJson.texts(problems.get()))
                .add(
                        "oldest_snapshot",
                        snapshot.get()
                                .filter(oldest -> oldest.age().compareTo(OLD) >= 0)
                                .map(ServersResource::snapshot)
                                .orElse(null))
                .done();
    }

    private static JsonObject snapshot(OldestSnapshot oldest) {
        return ApiJson.object()
                .add("age_ms", oldest.age().toMillis())
                .add("application", known(oldest.application()))
                .add("user", known(oldest.user()))
                .add("process", oldest.process())
                .done();
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static JsonObject server(Member member, @Nullable Member self) {
        return ApiJson.object()
                .add("number", member.number())
                .add("name", member.name())
                .add("machine", member.machine())
                .add(
                        "roles",
                        ApiJson.texts(member.roles().stream()
                                .sorted()
                                .map(ServerRole::word)
                                .toList()))
                .add("state", member.state().name().toLowerCase(Locale.ROOT))
                .add("leader", member.leader())
                .add("this", self != null && member.number() == self.number())
                .add("beat_ms", member.stood().toMillis())
                .add("patience_ms", member.patience().toMillis())
                .add("places", member.load().places())
                .add("busy", member.load().busy())
                .add("waiting", member.load().waiting())
                .add("version", member.version())
                .add("schema", member.schema())
                .add(
                        "same_hooks",
                        self == null
                                || isSame(
                                        member.digests().hooks(), self.digests().hooks()))
                .add(
                        "same_config",
                        self == null
                                || isSame(
                                        member.digests().config(),
                                        self.digests().config()))
                .done();
    }

    /** Returns whether both are the same, as far as is known. */
    private static boolean isSame(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
