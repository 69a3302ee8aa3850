package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sqlite.JournalSamples;
import dev.jenvoy.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Three servers do random things to one journal, and a model says what must come of each. */
class ClusterModelTest {

    private static final int SERVERS = 3;
    private static final int QUEUES = 3;
    private static final int IDS = 12;

    /** What the model knows of an unfinished delivery. {@code hold} is empty while no server holds it. */
    private record Known(String id, int queue, Optional<Hold> hold, int holder, int attempts, boolean runs) {

        Known heldBy(int server, Hold by) {
            return new Known(id, queue, Optional.of(by), server, attempts, runs);
        }

        Known free() {
            return new Known(id, queue, Optional.empty(), -1, attempts, runs);
        }
    }

    /** Servers, and what the model knows. */
    private static final class World implements AutoCloseable {

        private final String url = PostgresServer.shared().newDatabase();
        private final LocalCluster.Air air = new LocalCluster.Air();
        private final List<JournalServer> servers = new ArrayList<>();
        private final Gates gates;
        private final TreeMap<Long, Known> unfinished = new TreeMap<>();
        private final TreeMap<Integer, Long> fences = new TreeMap<>();
        private final List<Attempt> lost = new ArrayList<>();

        World() throws Exception {
            JournalServer.prepare(url);
            air.isSilent = true;
            gates = new Gates(url);
            for (int server = 0; server < SERVERS; server++) {
                servers.add(JournalServer.join(url, air, false));
            }
        }

        void append(int server, int id) throws Exception {
            int queue = id % QUEUES;
            Optional<Map.Entry<Long, Known>> same = find(known -> known.id().equals("d" + id));
            Optional<Known> last = last(queue);
            Appended appended = soon(servers.get(server)
                    .journal
                    .append(JournalSamples.push("d" + id, "r" + queue, NOON), Map.of(), ONE));
            if (same.isPresent()) {
                assertThat(appended).isEqualTo(new Appended.Joined(same.get().getKey()));
                return;
            }
            boolean mayHold = last.isEmpty() || last.get().holder() == server;
            boolean mustHold = last.isEmpty();
            if (appended instanceof Appended.Accepted accepted) {
                assertThat(mayHold)
                        .as("server %s may hold it behind %s", server, last)
                        .isTrue();
                Entry entry = accepted.entry();
                isNew(entry.id(), queue, entry.hold());
                unfinished.put(
                        entry.id(),
                        new Known(
                                "d" + id,
                                queue,
                                Optional.of(entry.hold()),
                                server,
                                entry.steps().get(0).starts(),
                                false));
            } else {
                assertThat(appended).isInstanceOf(Appended.Elsewhere.class);
                assertThat(mustHold).as("nobody is before it").isFalse();
                long entry = ((Appended.Elsewhere) appended).entry();
                isNewest(entry, queue);
                unfinished.put(entry, new Known("d" + id, queue, Optional.empty(), -1, starts("d" + id), false));
            }
        }

        private int starts(String id) throws Exception {
            return Math.toIntExact(
                    gates.number("SELECT coalesce(max(starts), 0) FROM action JOIN delivery USING (entry)"
                            + " WHERE id = '" + id + "'"));
        }

        private void isNew(long entry, int queue, Hold hold) {
            isNewest(entry, queue);
            fenceGrows(queue, hold);
        }

        private void isNewest(long entry, int queue) {
            assertThat(unfinished.entrySet().stream()
                            .filter(one -> one.getValue().queue() == queue)
                            .map(Map.Entry::getKey))
                    .as("those before it in the queue")
                    .allMatch(earlier -> earlier < entry);
        }

        private void fenceGrows(int queue, Hold hold) {
            assertThat(hold.fence()).isGreaterThan(fences.getOrDefault(queue, 0L));
            fences.put(queue, hold.fence());
        }

        void claim(int server, int most) {
            List<UnfinishedDelivery> claimed = servers.get(server).journal.claim(most);
            assertThat(claimed.stream().map(one -> one.entry().id())).isSorted();
            for (UnfinishedDelivery one : claimed) {
                Known known = unfinished.get(one.entry().id());
                assertThat(known).as("claimed %s", one.entry().id()).isNotNull();
                assertThat(known.hold()).as("somebody holds %s", known).isEmpty();
                assertThat(one.actions().get(0) instanceof UnfinishedDelivery.Progress.Running)
                        .isEqualTo(known.runs());
                fenceGrows(known.queue(), one.entry().hold());
                unfinished.put(
                        one.entry().id(), known.heldBy(server, one.entry().hold()));
            }
            for (int queue = 0; queue < QUEUES && most >= IDS; queue++) {
                int number = queue;
                boolean isOthers = all(number).anyMatch(known -> known.holder() >= 0 && known.holder() != server);
                if (!isOthers) {
                    assertThat(all(number))
                            .as("queue %s of nobody else", number)
                            .allMatch(known -> known.holder() == server);
                }
            }
        }

        /** Starts and ends the first delivery of a queue that this server holds, or only starts it. */
        void run(int server, int queue, boolean ends) throws Exception {
            Optional<Map.Entry<Long, Known>> head = find(known -> known.queue() == queue);
            if (head.isEmpty() || head.get().getValue().holder() != server) {
                return;
            }
            Known known = head.get().getValue();
            Attempt attempt = new Attempt(known.hold().orElseThrow(), 0, known.attempts() + (known.runs() ? 0 : 1));
            if (!known.runs()) {
                assertThat(soon(servers.get(server).journal.started(attempt, new Start("t", NOON))))
                        .isEqualTo(Ownership.KEPT);
                unfinished.put(
                        head.get().getKey(),
                        new Known(known.id(), queue, known.hold(), server, attempt.number(), true));
            }
            if (ends) {
                assertThat(end(server, attempt)).isEqualTo(Ownership.KEPT);
                unfinished.remove(head.get().getKey());
            }
        }

        private Ownership end(int server, Attempt attempt) throws Exception {
            return soon(servers.get(server)
                    .journal
                    .endedLast(attempt, JournalSamples.exited(0), NOON, Duration.ofMillis(1), DeliveryState.SUCCEEDED));
        }

        /** Another server takes a server over; it becomes a new one, and then says what it did before. */
        void takeOver(int server) throws Exception {
            JournalServer.takeOver(url, servers.get(server).number());
            unfinished.forEach((entry, known) -> {
                if (known.holder() == server && known.runs()) {
                    lost.add(new Attempt(known.hold().orElseThrow(), 0, known.attempts()));
                }
            });
            unfinished.replaceAll((entry, known) -> known.holder() == server ? known.free() : known);
            for (Attempt attempt : lost) {
                assertThat(end(server, attempt)).isEqualTo(Ownership.LOST);
            }
            lost.clear();
            servers.get(server).close();
            servers.set(server, JournalServer.join(url, air, false));
        }

        /** Gives everything of a queue back, the last first. */
        void giveBack(int server, int queue) throws Exception {
            List<Map.Entry<Long, Known>> held = unfinished.entrySet().stream()
                    .filter(one -> one.getValue().queue() == queue
                            && one.getValue().holder() == server
                            && !one.getValue().runs())
                    .sorted(Comparator.comparing(Map.Entry<Long, Known>::getKey).reversed())
                    .toList();
            for (Map.Entry<Long, Known> one : held) {
                assertThat(soon(servers.get(server)
                                .journal
                                .giveBack(one.getValue().hold().orElseThrow(), Part.ALL)))
                        .isEqualTo(Ownership.KEPT);
                unfinished.put(one.getKey(), one.getValue().free());
            }
        }

        private Stream<Known> all(int queue) {
            return unfinished.values().stream().filter(known -> known.queue() == queue);
        }

        private Optional<Known> last(int queue) {
            return all(queue).reduce((earlier, later) -> later);
        }

        private Optional<Map.Entry<Long, Known>> find(java.util.function.Predicate<Known> wanted) {
            return unfinished.entrySet().stream()
                    .filter(one -> wanted.test(one.getValue()))
                    .findFirst();
        }

        /** The tables say what the model says. */
        void check() throws Exception {
            Invariant.check(gates);
            assertThat(gates.number("SELECT count(*) FROM work")).isEqualTo(unfinished.size());
            for (Map.Entry<Long, Known> one : unfinished.entrySet()) {
                int holder = one.getValue().holder();
                assertThat(gates.number("SELECT coalesce(max(owner), -1) FROM work WHERE entry = " + one.getKey()))
                        .as("who holds %s", one)
                        .isEqualTo(holder < 0 ? -1 : servers.get(holder).number());
            }
        }

        @Override
        public void close() throws java.sql.SQLException {
            servers.forEach(JournalServer::close);
            gates.close();
        }
    }

    private static <T> T soon(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void every_queue_is_of_one_server_and_nothing_is_lost(
            @ForAll @Size(min = 20, max = 40) List<@IntRange(max = 9_999) Integer> steps) throws Exception {
        try (World world = new World()) {
            for (int step : steps) {
                int server = step % SERVERS;
                int number = step / 100;
                switch (step / SERVERS % 10) {
                    case 0, 1, 2, 3 -> world.append(server, number % IDS);
                    case 4 -> world.claim(server, 1);
                    case 5 -> world.claim(server, 100);
                    case 6, 7 -> world.run(server, number % QUEUES, true);
                    case 8 -> world.run(server, number % QUEUES, false);
                    default -> {
                        if (number % 2 == 0) {
                            world.takeOver(server);
                        } else {
                            world.giveBack(server, number % QUEUES);
                        }
                    }
                }
                world.check();
            }
        }
    }
}
