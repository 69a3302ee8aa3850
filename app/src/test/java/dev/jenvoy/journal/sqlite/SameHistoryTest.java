package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.facts;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.sql.DeliveryHousekeeping;
import dev.jenvoy.journal.sql.SqlHistory;
import dev.jenvoy.journal.sql.figures.SqlFigures;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.engine.OpenStore;
import dev.jenvoy.storage.engine.StoreEngine;
import dev.jenvoy.storage.postgres.copy.JournalCopy;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a journal in SQLite and that of its copy in PostgreSQL give the same answers. */
final class SameHistoryTest {

    /** Long enough to be packed. */
    private static final String LONG = "{\"commits\":[" + "{\"id\":17,\"message\":\"again\"},".repeat(300) + "{}]}";

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;
    private OpenStore copy;
    private SqlHistory copied;
    private SqlFigures copiedFigures;

    @BeforeEach
    void copy() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
        fill();
        // Closing writes the note, too.
        file.close();
        file = JournalFile.open(data);
        String url = PostgresServer.shared().newDatabase();
        new JournalCopy(file.store(), folder.resolve("data/payloads"))
                .into(url, PostgresServer.USER, "", (table, rows, all) -> {});
        copy = StoreEngine.at(url).open();
        copiedFigures = new SqlFigures(copy.store());
        copied = new SqlHistory(
                copy.store(),
                new StoredPayloads(copy.store(), new NoLargePayloads()),
                new Counted(copy.store()),
                copiedFigures);
    }

    @AfterEach
    void close() {
        copy.close();
        file.close();
        data.close();
    }

    private record Counted(Store store) implements DeliveryHousekeeping {

        @Override
        public long size() {
            try {
                return store.read(session -> session.number("SELECT count(*) FROM delivery"));
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int deleteOlderThan(Instant time, int limit) {
            return 0;
        }
    }

    private static final class NoLargePayloads implements LargePayloads {

        @Override
        public boolean takes(Payload payload) {
            return false;
        }

        @Override
        public String keep(Payload payload) {
            throw new IllegalStateException();
        }

        @Override
        public Payload payload(String name, long size) {
            throw new IllegalStateException();
        }

        @Override
        public void delete(String name) {}
    }

    private long accept(Delivery delivery, Planned... plan) {
        return ((Appended.Accepted) done(journal.append(delivery, HEADERS, List.of(plan))))
                .entry()
                .id();
    }

    private void run(Hold hold, int position, int attempt, int code, Instant at) {
        done(journal.started(new Attempt(hold, position, attempt), new Start("token", at)));
        done(journal.ended(new Attempt(hold, position, attempt), exited(code), at, Duration.ofMillis(7)));
    }

    private void fill() {
        Policy apart = Policy.apartIn("Room", Policy.MANY_RETRIES);
        for (int i = 0; i < 40; i++) {
            Instant at = NOON.plusSeconds(60L * i);
            Hold hold = SqliteJournal.hold(accept(
                    push("d" + i, List.of("site", "Other", "My-Site_1").get(i % 3), at),
                    hook("push-a"),
                    hook("push-b"),
                    new Planned("chat", i % 2 == 0 ? "Room" : "room", apart)));
            if (i % 5 == 4) {
                continue;
            }
            run(hold, 0, 1, i % 4 == 0 ? 3 : 0, at);
            if (i % 4 == 0) {
                done(journal.retrying(hold, 0, at.plusSeconds(1)));
                run(hold, 0, 2, i % 8 == 0 ? 3 : 0, at.plusSeconds(1));
            }
            run(hold, 1, 1, 0, at.plusSeconds(2));
            done(journal.finished(
                    hold, i % 8 == 0 ? DeliveryState.FAILED : DeliveryState.SUCCEEDED, at.plusSeconds(3)));
            if (i % 3 == 0) {
                run(hold, 2, 1, 0, at.plusSeconds(4));
            }
            if (i % 10 == 0) {
                done(journal.requested(
                        hold.entry(),
                        new OperatorRequest(
                                OperatorRequest.Kind.REDELIVER,
                                at,
                                OperatorRequest.Way.PROXY,
                                "192.0.2.7",
                                Optional.of("ann"),
                                Optional.empty())));
            }
        }
        accept(push("d0", "site", NOON.plusSeconds(9000)), hook("push-a"));
        accept(JournalSamples.delivery("long", facts("push", "site"), LONG, NOON.plusSeconds(9002)), hook("push-a"));
        journal.note(
                push("ignored", "site", NOON.plusSeconds(9001)),
                IgnoreReason.of(push("x").facts()));
        file.store()
                .write(dev.jenvoy.store.Durability.MACHINE, session -> 1)
                .toCompletableFuture()
                .join();
    }

    @Test
    void a_payload_that_is_packed_in_the_file_is_read_from_the_copy() throws Exception {
        for (History history : List.of(file.history(), copied)) {
            long entry = history.page(HistoryFilter.ALL, OptionalLong.empty(), 2)
                    .deliveries()
                    .get(1)
                    .entry();
            assertThat(JournalContract.text(
                            history.delivery(entry).orElseThrow().payload().orElseThrow()))
                    .isEqualTo(LONG);
        }
    }

    private <T> void same(BiFunction<History, Figures, T> question) {
        String theirs = String.valueOf(question.apply(file.history(), file.figures()));
        String ours = String.valueOf(question.apply(copied, copiedFigures));
        assertThat(ours).isEqualTo(theirs.replace('\0', '\ufffd'));
    }

    private static List<HistoryFilter> filters() {
        List<HistoryFilter> all = new ArrayList<>();
        all.add(HistoryFilter.ALL);
        Optional<String> none = Optional.empty();
        Optional<Instant> never = Optional.empty();
        Set<DeliveryState> any = Set.of();
        all.add(new HistoryFilter(Optional.of("github"), none, none, none, none, any, none, never, never));
        all.add(new HistoryFilter(none, Optional.of("push"), none, none, none, any, none, never, never));
        all.add(new HistoryFilter(none, none, Optional.of("acme"), none, none, any, none, never, never));
        all.add(new HistoryFilter(none, none, none, Optional.of("Other"), none, any, none, never, never));
        all.add(new HistoryFilter(none, none, none, none, Optional.of("main"), any, none, never, never));
        for (DeliveryState state : DeliveryState.values()) {
            all.add(new HistoryFilter(none, none, none, none, none, Set.of(state), none, never, never));
        }
        for (String text : List.of("my-site", "_", "%", "D1", "üben", "Üben", "ÜBEN", "' OR 1=1 --", "\\")) {
            all.add(new HistoryFilter(none, none, none, none, none, any, Optional.of(text), never, never));
        }
        Optional<Instant> from = Optional.of(NOON.plusSeconds(600));
        Optional<Instant> to = Optional.of(NOON.plusSeconds(1500));
        all.add(new HistoryFilter(none, none, none, none, none, any, none, from, never));
        all.add(new HistoryFilter(none, none, none, Optional.of("site"), none, any, none, from, to));
        return all;
    }

    private static String text(Payload payload) {
        try {
            return JournalContract.text(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pages_and_histograms_of_all_filters() {
        for (HistoryFilter filter : filters()) {
            same((history, figures) -> history.page(filter, OptionalLong.empty(), 7));
            same((history, figures) -> history.page(filter, OptionalLong.of(20), 500));
            same((history, figures) -> figures.histogram(
                    filter, NOON.minusSeconds(600), NOON.plusSeconds(90_000), Duration.ofSeconds(300)));
        }
    }

    @Test
    void one_delivery_with_all_that_it_caused() {
        for (long entry = 0; entry < 45; entry++) {
            long one = entry;
            same((history, figures) -> history.delivery(one).map(DeliveryDetail::summary));
            same((history, figures) -> history.delivery(one).map(DeliveryDetail::actions));
            same((history, figures) -> history.delivery(one)
                    .map(found -> found.requests() + " " + found.digest() + found.reason() + found.headers()));
            same((history, figures) ->
                    history.delivery(one).flatMap(DeliveryDetail::payload).map(SameHistoryTest::text));
            same((history, figures) -> history.log(one, 0, 1).isPresent());
            same((history, figures) -> history.summaries(List.of(one)).stream()
                    .map(summary -> history.newer(summary) + " " + history.hasNewer(summary))
                    .toList());
            same((history, figures) -> history.summaries(List.of(one)).stream()
                    .map(DeliverySummary::facts)
                    .map(facts -> history.earlier(one, "hook", "push-a", facts, 5))
                    .toList());
        }
        same((history, figures) -> history.entriesOf(JournalSamples.key("d0")));
        same((history, figures) -> history.size());
    }

    @Test
    void runs_names_and_what_fails() {
        same((history, figures) -> history.recentRuns(Set.of("hook"), 200));
        same((history, figures) -> history.recentRuns(Set.of("hook", "chat"), 9));
        same((history, figures) -> Set.copyOf(history.webhooks()).size());
        same((history, figures) -> figures.oldest());
        same((history, figures) -> figures.runs(Set.of("hook"), NOON, NOON.plusSeconds(9000), 500).stream()
                .map(String::valueOf)
                .sorted()
                .toList());
        same((history, figures) -> figures.runsOf(Set.of("hook"), "push-a", 500));
        same((history, figures) -> figures.failing(Set.of("hook"), NOON.minusSeconds(60), 10));
        same((history, figures) ->
                figures.names().stream().map(String::valueOf).sorted().toList());
    }

    @Test
    void actions_apart_and_their_queues() {
        same((history, figures) -> history.apartQueues("chat"));
        ApartFilter all = new ApartFilter("chat", Optional.empty(), Set.of());
        ApartFilter room = new ApartFilter("chat", Optional.of("Room"), Set.of());
        for (ApartFilter filter : List.of(all, room)) {
            same((history, figures) -> history.apart(filter, Optional.empty(), 9));
            same((history, figures) -> history.apart(filter, Optional.of(new ApartPlace(20, 2)), 500));
        }
        same((history, figures) -> history.apart(new ApartPlace(3, 2)));
    }
}
