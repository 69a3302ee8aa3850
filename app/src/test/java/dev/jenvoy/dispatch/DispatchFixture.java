package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.ToldTimer;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Dispatch with a journal in SQLite, actions of {@link Scripts} and a timer that the test advances. */
public final class DispatchFixture {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Policy ORDERED = Policy.DEFAULT;
    static final Policy EXCLUSIVE = new Policy(Policy.Concurrency.EXCLUSIVE, 0, true);
    static final Policy LATEST = new Policy(Policy.Concurrency.LATEST, 0, true);
    static final Policy PARALLEL = new Policy(Policy.Concurrency.PARALLEL, 0, true);

    final Scripts scripts = new Scripts();
    final Messages messages = new Messages();
    final ToldTimer timer = new ToldTimer();
    final AtomicReference<DispatchOptions> settings = new AtomicReference<>(new DispatchOptions(16, 1000));
    final Dispatch dispatch;
    final Storage storage;
    final Journal journal;
    private final DataFolder data;
    private @Nullable Dispatcher dispatcher;

    DispatchFixture(Path folder) throws Exception {
        this(folder, journal -> journal);
    }

    /** @param around wraps the journal that dispatch uses */
    DispatchFixture(Path folder, UnaryOperator<Journal> around) throws Exception {
        data = DataFolder.own(folder);
        storage = SqliteStorage.open(data);
        journal = storage.journal();
        dispatch = new Dispatch(
                List.of(messages, scripts),
                around.apply(journal),
                storage.history(),
                storage.health()::trouble,
                new Backup(Optional::empty, ZoneOffset.UTC),
                settings::get,
                folder.resolve("outputs"),
                timer,
                InstantSource.fixed(NOON),
                new Random(7));
    }

    /** Every delivery from now on causes these. */
    DispatchFixture plan(Action... actions) {
        return plan(delivery -> List.of(actions));
    }

    DispatchFixture plan(Function<Delivery, List<Action>> newPlans) {
        scripts.plan(newPlans);
        return this;
    }

    /** Every delivery from now on causes one held action of this name. */
    DispatchFixture plan(String name, Policy policy) {
        return plan(scripts.held(name, policy));
    }

    Dispatcher begin() throws InterruptedException {
        dispatcher = dispatch.begin();
        return dispatcher;
    }

    /** The dispatcher that was begun. */
    Dispatcher begun() {
        return Objects.requireNonNull(dispatcher);
    }

    /** Hands a delivery in and waits until it is on disk, or turned away. */
    Submission submit(Delivery delivery) throws Exception {
        Dispatcher begun = dispatcher == null ? begin() : dispatcher;
        return begun.submit(delivery, Map.of()).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    DeliveryProgress accept(Delivery delivery) throws Exception {
        return ((Submission.Accepted) submit(delivery)).progress();
    }

    /** What a delivery came to. */
    static List<DeliveryProgress.Ended> await(DeliveryProgress progress) throws Exception {
        return progress.all().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    History history() {
        return storage.history();
    }

    DeliveryDetail detail(String id) {
        long newest = storage.history().entriesOf(key(id)).get(0);
        return storage.history().delivery(newest).orElseThrow();
    }

    DeliveryState state(String id) {
        return detail(id).summary().state();
    }

    long entry(String id) {
        return detail(id).summary().entry();
    }

    void cancel(String id) throws Exception {
        journal.cancel(entry(id)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    void stop(Duration letRun, Duration letDie) throws InterruptedException {
        Dispatcher begun = dispatcher;
        if (begun != null) {
            begun.stop(letRun, letDie);
        }
        timer.shutdownNow();
        storage.close();
        data.close();
    }

    /** Ends everything without an order; nothing that is left over matters. */
    void abandon() throws InterruptedException {
        scripts.openAll();
        messages.openAll();
        stop(Duration.ZERO, Duration.ofSeconds(5));
    }

    /** The data folder as it would be if the server had been killed just now. */
    Path killed(Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(data.path())) {
            all = tree.toList();
        }
        for (Path file : all) {
            Files.copy(file, to.resolve(data.path().relativize(file).toString()));
        }
        return to;
    }

    static DeliveryKey key(String id) {
        return new DeliveryKey("github", "42", id);
    }

    static Delivery push(String id) {
        return push(id, "site");
    }

    static Delivery push(String id, String repository) {
        return delivery(id, facts("push", repository, null), "{\"id\":\"" + id + "\"}");
    }

    static Delivery pull(String id, long number) {
        return delivery(id, facts("pull_request", "site", number), "{\"id\":\"" + id + "\"}");
    }

    static Delivery delivery(String id, Facts facts, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return delivery(id, facts, Payload.of(bytes), Integer.toHexString(json.hashCode()));
    }

    static Delivery delivery(String id, Facts facts, Payload payload, String digest) {
        return new Delivery(key(id), facts, payload, PayloadDigest.known(digest), NOON);
    }

    static Facts facts(String event, String repository, @Nullable Long number) {
        return new Facts(
                new Event(event),
                null,
                new Owner("acme"),
                new Repository(repository),
                new RefName("main"),
                null,
                "refs/heads/main",
                null,
                "octo",
                number,
                false);
    }
}
