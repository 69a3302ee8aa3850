package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Messages;
import dev.jenvoy.dispatch.Scripts;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A server of several with a dispatch, whose actions do what the test says. */
final class DispatchServer {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final Scripts scripts;
    final Messages messages;
    final JournalServer server;
    final Dispatcher dispatcher;
    private final TaskTimer timer = new TaskTimer("later", 2);

    DispatchServer(
            JournalServer server,
            Set<ServerRole> roles,
            DispatchOptions options,
            Path folder,
            Scripts scripts,
            Messages messages)
            throws InterruptedException {
        this.server = server;
        this.scripts = scripts;
        this.messages = messages;
        Dispatch dispatch = new Dispatch(
                List.of(scripts, messages),
                server.journal,
                server.history,
                Optional::empty,
                new Backup(Optional::empty, ZoneOffset.UTC),
                () -> options,
                folder.resolve("outputs-" + server.number()),
                timer,
                InstantSource.fixed(NOON),
                new Random(server.number()),
                Membership.in(server.cluster, roles));
        dispatcher = dispatch.begin();
    }

    Submission submit(Delivery delivery) throws Exception {
        return dispatcher.submit(delivery, Map.of()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    DeliveryProgress accept(Delivery delivery) throws Exception {
        return ((Submission.Accepted) submit(delivery)).progress();
    }

    void close() throws InterruptedException {
        dispatcher.stop(Duration.ZERO, Duration.ofSeconds(5));
        timer.shutdownNow();
        server.close();
    }

    static Delivery push(String id, String repository) {
        byte[] bytes = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        Facts facts = new Facts(
                new Event("push"),
                null,
                new Owner("acme"),
                new Repository(repository),
                new RefName("main"),
                null,
                "refs/heads/main",
                null,
                "octo",
                null,
                false);
        return new Delivery(
                new DeliveryKey("github", "42", id), facts, Payload.of(bytes), PayloadDigest.of(bytes), NOON);
    }
}
