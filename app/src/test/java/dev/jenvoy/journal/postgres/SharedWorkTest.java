package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Holder;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.journal.share.Wish;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.Durability;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several servers on one journal. */
final class SharedWorkTest {

    private static final Duration TOOK = Duration.ofMillis(5);
    private static final Planned MESSAGE = new Planned("chat", "dev", Policy.apartIn("room dev", 3), Optional.of("{}"));
    private static final Planned REPORT = new Planned("forge", "x", Policy.afterIn("forge x", 3), Optional.of("{}"));

    private final String url = PostgresServer.shared().newDatabase();
    private final LocalCluster.Air air = new LocalCluster.Air();
    private final List<JournalServer> all = new ArrayList<>();
    private JournalServer first;
    private JournalServer second;

    @BeforeEach
    void servers() throws SQLException {
        JournalServer.prepare(url);
        first = join(true);
        second = join(false);
    }

    @AfterEach
    void end() {
        all.forEach(JournalServer::close);
    }

    private JournalServer join(boolean leads) throws SQLException {
        JournalServer server = JournalServer.join(url, air, leads);
        all.add(server);
        return server;
    }

    @Test
    void what_a_server_accepts_is_its_own() {
        Entry entry = accept(first, push("d1"));
        assertThat(claim(second)).isEmpty();
        assertThat(claim(first)).isEmpty();
        assertThat(run(first, entry.hold())).isEqualTo(Ownership.KEPT);
    }

    @Test
    void what_comes_behind_a_delivery_of_another_server_waits_for_that_server() {
        Entry one = accept(first, push("d1"));
        long two = elsewhere(second, push("d2"));
        long three = elsewhere(first, push("d3"));
        assertThat(claim(second)).isEmpty();
        List<UnfinishedDelivery> claimed = claim(first, 0);
        assertThat(entries(claimed)).containsExactly(two, three);
        assertThat(claimed.get(0).entry().hold().fence())
                .isGreaterThan(one.hold().fence());
        assertThat(claimed.get(1).entry().hold().fence())
                .isGreaterThan(claimed.get(0).entry().hold().fence());
    }

    @Test
    void a_start_is_given_only_to_the_server_that_holds_the_delivery() {
        Entry one = accept(first, push("d1"));
        Appended refused = append(second, push("d2"), ONE, Optional.of(new Start("t", NOON)));
        assertThat(refused).isInstanceOf(Appended.Elsewhere.class);
        run(first, one.hold());
        UnfinishedDelivery two = claim(second).get(0);
        assertThat(two.actions()).containsExactly(new UnfinishedDelivery.Progress.Waiting(Optional.empty(), List.of()));
    }

    @Test
    void of_what_comes_at_once_a_server_takes_no_more_than_it_has_room_for() {
        first.journal.takeUpTo(() -> 2);
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> come = new CompletableFuture<>();
        CompletionStage<Boolean> before =
                first.store.offer(Durability.MACHINE, session -> begun.complete(true) && come.join());
        assertThat(done(begun)).isTrue();
        List<CompletionStage<Appended>> appended = Stream.of("one", "two", "three", "four")
                .map(branch -> first.journal.append(
                        push(branch, branch, NOON), new StoredRequest(HEADERS), ONE, Optional.empty()))
                .toList();
        come.complete(true);

        assertThat(done(before)).isTrue();
        assertThat(appended.stream().map(SharedWorkTest::done))
                .hasExactlyElementsOfTypes(
                        Appended.Accepted.class,
                        Appended.Accepted.class,
                        Appended.Elsewhere.class,
                        Appended.Elsewhere.class);
        assertThat(claim(second)).hasSize(2);
    }

    @Test
    void deliveries_of_different_queues_go_to_different_servers() {
        first.journal.takeUpTo(() -> 0);
        long one = elsewhere(first, push("d1", "one", NOON));
        long two = elsewhere(first, push("d2", "two", NOON));
        long again = elsewhere(first, push("d3", "one", NOON));
        assertThat(entries(claim(second, 1))).containsExactly(one, again);
        assertThat(entries(claim(first, 1))).containsExactly(two);
    }

    @Test
    void a_delivery_of_two_queues_waits_for_both() {
        List<Planned> both = List.of(hook("a"), hook("b"));
        Entry one = accept(first, push("d1"), List.of(hook("a")));
        Entry two = accept(second, push("d2"), List.of(hook("b")));
        Appended three = append(first, push("d3"), both, Optional.empty());
        long four = ((Appended.Elsewhere) append(first, push("d4"), List.of(hook("a")), Optional.empty())).entry();
        assertThat(claim(first))
                .as("d3 waits for the second server, and d4 for d3")
                .isEmpty();
        assertThat(claim(second)).isEmpty();
        run(second, two.hold());
        assertThat(entries(claim(first))).containsExactly(((Appended.Elsewhere) three).entry(), four);
        assertThat(run(first, one.hold())).isEqualTo(Ownership.KEPT);
    }

    @Test
    void the_same_delivery_at_another_server_joins_and_hears_its_end() throws Exception {
        Entry entry = accept(first, push("d1"));
        assertThat(append(second, push("d1"), ONE, Optional.empty())).isEqualTo(new Appended.Joined(entry.id()));
        CompletionStage<Void> over = second.journal.over(entry.id());
        run(first, entry.hold());
        done(over);
        assertThat(second.history.delivery(entry.id()).orElseThrow().summary().state())
                .isEqualTo(DeliveryState.SUCCEEDED);
        assertThat(accept(second, push("d1")).redelivery()).isEqualTo(2);
    }

    @Test
    void an_end_is_heard_although_no_notice_gets_through() {
        air.isSilent = true;
        Entry entry = accept(first, push("d1"));
        CompletionStage<Void> over = second.journal.over(entry.id());
        run(first, entry.hold());
        done(over);
        done(second.journal.over(4711));
    }

    @Test
    void what_a_dead_server_held_is_claimed_by_another_and_its_late_outcome_changes_nothing() throws Exception {
        Entry entry = accept(first, push("d1"));
        Entry next = accept(first, push("d2"));
        done(first.journal.started(new Attempt(entry.hold(), 0, 1), new Start("t", NOON)));
        List<JournalEvent> heard = new CopyOnWriteArrayList<>();
        first.journal.subscribe(heard::add);

        JournalServer.takeOver(url, first.number());
        List<UnfinishedDelivery> claimed = claim(second);
        assertThat(entries(claimed)).containsExactly(entry.id(), next.id());
        assertThat(claimed).extracting(UnfinishedDelivery::suspect).containsExactly(true, false);

        Attempt late = new Attempt(entry.hold(), 0, 1);
        assertThat(done(first.journal.endedLast(late, exited(0), NOON, TOOK, DeliveryState.SUCCEEDED)))
                .isEqualTo(Ownership.LOST);
        assertThat(done(first.journal.ended(late, exited(0), NOON, TOOK))).isEqualTo(Ownership.LOST);
        assertThat(done(first.journal.finished(next.hold(), DeliveryState.FAILED, NOON)))
                .isEqualTo(Ownership.LOST);
        assertThat(heard).containsExactly(new JournalEvent.Released(entry.id()), new JournalEvent.Released(next.id()));
        assertThat(append(first, push("d3"), ONE, Optional.empty())).isInstanceOf(Appended.NoRoom.class);
        assertThat(claim(first)).isEmpty();

        Hold hold = claimed.get(0).entry().hold();
        assertThat(hold.fence()).isGreaterThan(next.hold().fence());
        Attempt mine = new Attempt(hold, 0, 1);
        assertThat(done(second.journal.endedLast(mine, exited(0), NOON, TOOK, DeliveryState.SUCCEEDED)))
                .isEqualTo(Ownership.KEPT);
        assertThat(done(first.journal.ended(late, exited(0), NOON, TOOK))).isEqualTo(Ownership.LOST);
    }

    @Test
    void a_server_that_became_a_new_one_has_lost_what_the_old_one_held() throws Exception {
        Entry old = accept(first, push("d1"));
        JournalServer.takeOver(url, first.number());
        first.cluster.renumber(JournalServer.newNumber(url));
        run(second, claim(second).get(0).entry().hold());
        assertThat(done(first.journal.started(new Attempt(old.hold(), 0, 1), new Start("t", NOON))))
                .isEqualTo(Ownership.LOST);
        assertThat(run(first, accept(first, push("d2")).hold())).isEqualTo(Ownership.KEPT);
    }

    @Test
    void what_is_given_back_is_claimed_by_another_and_is_no_suspect() {
        Entry one = accept(first, push("d1"));
        Entry two = accept(first, push("d2"));
        done(first.journal.giveBack(two.hold(), AWAITED));
        assertThat(claim(second)).as("it waits behind one that is held").isEmpty();
        done(first.journal.giveBack(one.hold(), AWAITED));
        List<UnfinishedDelivery> claimed = claim(second);
        assertThat(entries(claimed)).containsExactly(one.id(), two.id());
        assertThat(claimed).noneMatch(UnfinishedDelivery::suspect);
        assertThat(done(first.journal.started(new Attempt(one.hold(), 0, 1), new Start("t", NOON))))
                .isEqualTo(Ownership.LOST);
    }

    private static final Set<Part> AWAITED = Set.of(Part.AWAITED);

    @Test
    void a_cancellation_reaches_the_server_that_holds_the_delivery() {
        for (boolean silent : new boolean[] {false, true}) {
            air.isSilent = silent;
            Entry entry = accept(first, push("d" + silent));
            List<JournalEvent> heard = new CopyOnWriteArrayList<>();
            first.journal.subscribe(heard::add);
            assertThat(done(second.journal.cancel(entry.id()))).isTrue();
            await().untilAsserted(() -> assertThat(heard).contains(new JournalEvent.CancelRequested(entry.id())));
            run(first, entry.hold());
            assertThat(done(second.journal.cancel(entry.id()))).isFalse();
        }
    }

    @Test
    void actions_apart_belong_to_the_server_that_leads() {
        List<Planned> plan = List.of(hook("a"), MESSAGE, REPORT);
        Entry own = accept(first, push("d1", "one", NOON), plan);
        assertThat(own.parts()).isEqualTo(Part.ALL);
        Entry entry = accept(second, push("d2", "two", NOON), plan);
        assertThat(entry.parts()).containsExactly(Part.AWAITED);
        assertThat(claim(second)).isEmpty();
        UnfinishedDelivery beside = claim(first).get(0);
        assertThat(beside.entry().parts()).containsExactly(Part.BESIDE);
        assertThat(beside.over()).isTrue();
        Hold hold = beside.entry().hold();
        done(first.journal.started(new Attempt(hold, 1, 1), new Start("t", NOON)));
        assertThat(done(second.journal.started(new Attempt(entry.hold(), 2, 1), new Start("t", NOON))))
                .isEqualTo(Ownership.LOST);
        assertThat(claim(first)).as("what comes after it waits for its end").isEmpty();
        run(second, entry.hold());
        UnfinishedDelivery after = claim(first).get(0);
        assertThat(after.entry().parts()).containsExactly(Part.AFTER);
        assertThat(done(first.journal.ended(new Attempt(hold, 1, 1), exited(1), NOON, TOOK)))
                .isEqualTo(Ownership.KEPT);
        assertThat(done(second.journal.reopened(entry.id(), 1, NOON))).isEmpty();
        assertThat(claim(first).get(0).entry().parts()).containsExactly(Part.BESIDE);
    }

    @Test
    void an_action_that_is_tried_again_is_claimed_at_once_although_all_up_to_it_had_ended() throws Exception {
        Entry old = accept(second, push("d1"), List.of(hook("a"), MESSAGE));
        Hold message = claim(first).get(0).entry().hold();
        done(first.journal.started(new Attempt(message, 1, 1), new Start("t", NOON)));
        done(first.journal.ended(new Attempt(message, 1, 1), exited(1), NOON, TOOK));
        run(second, old.hold());
        // The second time, the first server has read the mark that it set before.
        for (String id : List.of("d2", "d3")) {
            Entry next = accept(first, push(id));
            run(first, next.hold());
            await().until(() ->
                    first.store.<Long>read(session -> session.number("SELECT value FROM setting WHERE name = 'low'"))
                            >= next.id());
        }

        assertThat(done(second.journal.reopened(old.id(), 1, NOON))).isEmpty();

        assertThat(claim(first))
                .singleElement()
                .satisfies(one -> assertThat(one.entry().parts()).contains(Part.BESIDE));
    }

    @Test
    void a_wish_reaches_the_server_that_holds_the_action() {
        Entry entry = accept(second, push("d2"), List.of(hook("a"), MESSAGE));
        List<JournalEvent> heard = new CopyOnWriteArrayList<>();
        first.journal.subscribe(heard::add);
        assertThat(done(second.journal.wish(entry.id(), 1, Wish.CANCEL))).isTrue();
        assertThat(claim(first)).hasSize(1);
        await().untilAsserted(() -> assertThat(heard).contains(new JournalEvent.Wished(entry.id(), 1, Wish.CANCEL)));
        assertThat(done(second.journal.wish(entry.id(), 1, Wish.RETRY_NOW))).isTrue();
        await().untilAsserted(() -> assertThat(heard).contains(new JournalEvent.Wished(entry.id(), 1, Wish.RETRY_NOW)));
        assertThat(done(first.journal.wish(entry.id(), 1, Wish.RETRY_NOW))).isFalse();
    }

    @Test
    void a_wish_that_came_too_late_is_forgotten() throws SQLException {
        done(first.store.write(Durability.PROCESS, session -> {
            session.run("INSERT INTO wish (entry, position, wish) VALUES (4711, 1, 'CANCEL')");
            return true;
        }));
        await().until(() -> first.store.<Long>read(session -> session.number("SELECT count(*) FROM wish")) == 0);
    }

    @Test
    void exclusive_actions_of_all_servers_pass_one_by_one_in_the_order_in_which_they_asked() throws Exception {
        for (boolean silent : new boolean[] {false, true}) {
            air.isSilent = silent;
            Planned exclusive = new Planned("hook", "x", new Policy(Policy.Concurrency.EXCLUSIVE, 0, true));
            Entry one = accept(first, push("d1" + silent), List.of(exclusive));
            Entry two = accept(second, push("d2" + silent), List.of(exclusive));
            Entry three = accept(first, push("d3" + silent), List.of(exclusive));
            Turnstiles.Turn turn = first.journal.turnstiles().enter(one.id(), 0, "x");
            done(turn.granted());
            Turnstiles.Turn turnOfSecond = second.journal.turnstiles().enter(two.id(), 0, "x");
            await().untilAsserted(() -> assertThat(turnOfSecond.behind()).hasValue(one.id()));
            Turnstiles.Turn third = first.journal.turnstiles().enter(three.id(), 0, "x");
            await().untilAsserted(() -> assertThat(third.behind()).hasValue(one.id()));
            run(first, one.hold());
            done(turnOfSecond.granted());
            assertThat(third.granted().toCompletableFuture()).isNotDone();
            drop(second, two.hold());
            done(third.granted());
            run(first, three.hold());
        }
    }

    private static void drop(JournalServer server, Hold hold) {
        done(server.journal.dropped(hold, 0, exited(1), NOON));
        done(server.journal.finished(hold, DeliveryState.CANCELLED, NOON));
    }

    @Test
    void a_place_among_exclusive_actions_outlives_its_server() throws Exception {
        Planned exclusive = new Planned("hook", "x", new Policy(Policy.Concurrency.EXCLUSIVE, 0, true));
        Entry one = accept(first, push("d1"), List.of(exclusive));
        Entry two = accept(second, push("d2"), List.of(exclusive));
        done(first.journal.turnstiles().enter(one.id(), 0, "x").granted());
        Turnstiles.Turn waits = second.journal.turnstiles().enter(two.id(), 0, "x");
        JournalServer.takeOver(url, first.number());
        UnfinishedDelivery claimed = claim(second).get(0);
        done(second.journal.turnstiles().enter(one.id(), 0, "x").granted());
        assertThat(waits.granted().toCompletableFuture()).isNotDone();
        run(second, claimed.entry().hold());
        done(waits.granted());
    }

    @Test
    void one_suspect_among_all_servers_runs_alone() {
        Entry one = accept(first, push("d1", "one", NOON));
        Entry two = accept(second, push("d2", "two", NOON));
        done(first.journal.markIsolated(one.hold()));
        CompletionStage<Ownership> waits = second.journal.markIsolated(two.hold());
        run(first, one.hold());
        assertThat(done(waits)).isEqualTo(Ownership.KEPT);
    }

    @Test
    void followers_hear_what_other_servers_do() {
        List<JournalEvent> heard = new CopyOnWriteArrayList<>();
        List<JournalEvent> own = new CopyOnWriteArrayList<>();
        second.journal.follow(heard::add);
        second.journal.subscribe(own::add);
        Entry entry = accept(first, push("d1"));
        await().untilAsserted(() -> assertThat(heard).contains(new JournalEvent.Touched(entry.id())));
        assertThat(own).isEmpty();
    }

    @Test
    void a_server_is_told_when_there_is_something_to_claim() {
        List<String> looks = new CopyOnWriteArrayList<>();
        second.journal.whenClaimable(() -> looks.add("look"));
        first.journal.takeUpTo(() -> 0);
        elsewhere(first, push("d1"));
        await().untilAsserted(() -> assertThat(looks).isNotEmpty());
    }

    @Test
    void every_server_knows_how_much_no_server_holds() {
        for (boolean silent : new boolean[] {false, true}) {
            air.isSilent = silent;
            first.journal.takeUpTo(() -> 0);
            assertThat(second.journal.unclaimed()).isZero();
            long one = elsewhere(first, push("d1" + silent, "one", NOON));
            long two = elsewhere(first, push("d2" + silent, "two", NOON));
            await().untilAsserted(() -> assertThat(second.journal.unclaimed()).isEqualTo(2));
            List<UnfinishedDelivery> claimed = claim(second, 2);
            assertThat(entries(claimed)).containsExactly(one, two);
            await().untilAsserted(() -> assertThat(List.of(first.journal.unclaimed(), second.journal.unclaimed()))
                    .containsOnly(0L));
            claimed.forEach(delivery -> run(second, delivery.entry().hold()));
        }
    }

    @Test
    void a_server_that_hears_of_work_counts_it_before_it_looks() {
        List<Long> counted = new CopyOnWriteArrayList<>();
        second.journal.whenClaimable(() -> counted.add(second.journal.unclaimed()));
        first.journal.takeUpTo(() -> 0);
        elsewhere(first, push("d1"));
        await().untilAsserted(() -> assertThat(counted).isNotEmpty().allMatch(count -> count > 0));
    }

    @Test
    void a_server_that_opens_the_journal_has_counted_what_no_server_holds() throws SQLException {
        first.journal.takeUpTo(() -> 0);
        elsewhere(first, push("d1"));
        assertThat(join(false).journal.unclaimed()).isEqualTo(1);
    }

    @Test
    void each_server_says_who_holds_a_delivery_that_has_not_ended() {
        Entry mine = accept(first, push("d1", "one", NOON));
        first.journal.takeUpTo(() -> 0);
        long free = elsewhere(first, push("d2", "two", NOON));
        assertThat(second.journal.holder(mine.id())).contains(new Holder(OptionalInt.of(first.number())));
        assertThat(second.journal.holder(free)).contains(new Holder(OptionalInt.empty()));
        run(first, mine.hold());
        assertThat(second.journal.holder(mine.id())).isEmpty();
        assertThat(second.journal.holder(4711)).isEmpty();
    }

    private static List<Long> entries(List<UnfinishedDelivery> claimed) {
        return claimed.stream().map(one -> one.entry().id()).toList();
    }

    private static List<UnfinishedDelivery> claim(JournalServer server) {
        return claim(server, 1000);
    }

    private static List<UnfinishedDelivery> claim(JournalServer server, int most) {
        return server.journal.claim(most);
    }

    private static Entry accept(JournalServer server, Delivery delivery) {
        return accept(server, delivery, ONE);
    }

    private static Entry accept(JournalServer server, Delivery delivery, List<Planned> plan) {
        Appended appended = append(server, delivery, plan, Optional.empty());
        assertThat(appended).isInstanceOf(Appended.Accepted.class);
        return ((Appended.Accepted) appended).entry();
    }

    private static long elsewhere(JournalServer server, Delivery delivery) {
        Appended appended = append(server, delivery, ONE, Optional.empty());
        assertThat(appended).isInstanceOf(Appended.Elsewhere.class);
        return ((Appended.Elsewhere) appended).entry();
    }

    private static Appended append(JournalServer server, Delivery delivery, List<Planned> plan, Optional<Start> start) {
        return done(server.journal.append(delivery, new StoredRequest(HEADERS), plan, start));
    }

    /** Runs the first action, and ends the delivery with it. */
    private static Ownership run(JournalServer server, Hold hold) {
        Attempt attempt = new Attempt(hold, 0, 1);
        done(server.journal.started(attempt, new Start("t", NOON)));
        return done(server.journal.endedLast(attempt, exited(0), NOON, TOOK, DeliveryState.SUCCEEDED));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
