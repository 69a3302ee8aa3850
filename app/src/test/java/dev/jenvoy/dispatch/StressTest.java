package dev.jenvoy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random deliveries from several threads over few repositories, with every policy, failures, cancellations and a number
 * of places that changes: whatever happens, all of it comes to an end, nothing runs twice, what may not overlap does
 * not, and the order of acceptance is kept.
 */
@Timeout(120)
final class StressTest {

    private static final int DELIVERIES = 400;
    private static final int RETRIES = 2;
    private static final List<String> HOOKS = List.of("ordered", "exclusive", "latest", "parallel");

    @TempDir
    Path folder;

    /** What the hooks themselves see. */
    private static final class Oracle {
        final Map<String, AtomicInteger> inLane = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();
        final List<String> order = new ArrayList<>();
        final List<String> wrong = new ArrayList<>();
        final AtomicInteger running = new AtomicInteger();

        Outcome run(String name, Context context) {
            String id = context.delivery().id();
            String queue = laneOf(name, context.delivery());
            AtomicInteger inside = inLane.computeIfAbsent(queue, key -> new AtomicInteger());
            int now = running.incrementAndGet();
            if (now > 8) {
                wrong("more than 8 at once");
            }
            if (inside.incrementAndGet() > 1 && !name.equals("parallel")) {
                wrong("two at once in " + queue);
            }
            int start = starts.computeIfAbsent(id + "/" + name, key -> new AtomicInteger())
                    .incrementAndGet();
            if (start != context.attempt()) {
                wrong("start " + start + " told as attempt " + context.attempt());
            }
            AtomicBoolean cancelled = new AtomicBoolean();
            context.onCancel(() -> cancelled.set(true));
            if (start == 1) {
                synchronized (order) {
                    order.add(queue + " " + id);
                }
            }
            Random random = new Random((id + name + start).hashCode());
            LockSupport.parkNanos(random.nextInt(300_000));
            inside.decrementAndGet();
            running.decrementAndGet();
            if (cancelled.get()) {
                return Outcome.without(Ending.CANCELLED, null, "cancelled");
            }
            return random.nextInt(6) == 0 ? Scripts.BAD : Scripts.GOOD;
        }

        synchronized void wrong(String what) {
            wrong.add(what);
        }
    }

    private static String laneOf(String name, Delivery delivery) {
        return name.equals("exclusive") ? name : name + " " + delivery.facts().repository();
    }

    private static Policy policy(String name) {
        return new Policy(Policy.Concurrency.valueOf(name.toUpperCase(java.util.Locale.ROOT)), RETRIES, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everything_ends_and_every_rule_holds(long seed) throws Exception {
        DispatchFixture house = new DispatchFixture(folder.resolve("data"));
        house.settings.set(new DispatchOptions(8, 100_000));
        Oracle oracle = new Oracle();
        house.plan(delivery -> plan(oracle, delivery));
        Dispatcher dispatcher = house.begin();
        Map<String, DeliveryProgress> all = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch senders = new CountDownLatch(4);
        for (int sender = 0; sender < 4; sender++) {
            int own = sender;
            new Thread(() -> {
                        Random random = new Random(seed * 31 + own);
                        for (int at = own; at < DELIVERIES; at += 4) {
                            Delivery delivery = DispatchFixture.push("d" + at, "r" + random.nextInt(3));
                            dispatcher.submit(delivery, Map.of()).thenAccept(taken -> {
                                Submission.Accepted accepted = (Submission.Accepted) taken;
                                all.put(delivery.id(), accepted.progress());
                            });
                        }
                        senders.countDown();
                    })
                    .start();
        }
        Thread disturber = new Thread(() -> disturb(house, seed, over));
        disturber.start();
        try {
            senders.await();
            org.awaitility.Awaitility.await().until(() -> all.size() == DELIVERIES);
            for (Map.Entry<String, DeliveryProgress> one : all.entrySet()) {
                try {
                    one.getValue().all().toCompletableFuture().get(60, TimeUnit.SECONDS);
                } catch (java.util.concurrent.TimeoutException e) {
                    throw new AssertionError(
                            one.getKey() + " never ends; so far "
                                    + one.getValue().soFar(),
                            e);
                }
            }
        } finally {
            over.set(true);
            disturber.join();
        }
        assertThat(oracle.wrong).isEmpty();
        check(house, oracle);
        assertThat(house.dispatch.queues()).as("queues that nobody needs").isZero();
        house.abandon();
    }

    private static List<Action> plan(Oracle oracle, Delivery delivery) {
        Random random = new Random(delivery.id().hashCode());
        List<Action> actions = new ArrayList<>();
        for (String name : HOOKS) {
            if (random.nextInt(3) > 0 || (actions.isEmpty() && name.equals("parallel"))) {
                actions.add(Scripts.of(name, policy(name), oracle::run));
            }
        }
        return actions;
    }

    /** Lets time pass, cancels what it meets, and changes the number of places. */
    private static void disturb(DispatchFixture house, long seed, AtomicBoolean over) {
        Random random = new Random(seed);
        while (!over.get()) {
            house.timer.timePasses();
            if (random.nextInt(4) == 0) {
                house.settings.set(new DispatchOptions(1 + random.nextInt(8), 100_000));
            }
            if (random.nextInt(3) == 0) {
                house.journal.cancel(1 + random.nextInt(DELIVERIES));
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private static void check(DispatchFixture house, Oracle oracle) {
        Map<String, Long> entries = new HashMap<>();
        for (int at = 0; at < DELIVERIES; at++) {
            DeliveryDetail detail = house.detail("d" + at);
            assertThat(detail.summary().state().ended()).isTrue();
            entries.put("d" + at, detail.summary().entry());
            for (DeliveryDetail.ActionDetail action : detail.actions()) {
                int starts = oracle.starts
                        .getOrDefault("d" + at + "/" + action.planned().name(), new AtomicInteger())
                        .get();
                long recorded =
                        action.runs().stream().filter(run -> run.attempt() > 0).count();
                assertThat(recorded).isEqualTo(starts);
                assertThat(action.state()).isIn(ActionState.ENDED, ActionState.DROPPED);
                assertThat(starts).isLessThanOrEqualTo(1 + RETRIES);
            }
        }
        Map<String, Long> last = new HashMap<>();
        for (String line : oracle.order) {
            String queue = line.substring(0, line.lastIndexOf(' '));
            long entry = entries.getOrDefault(line.substring(line.lastIndexOf(' ') + 1), 0L);
            if (queue.startsWith("ordered") || queue.startsWith("latest")) {
                Long before = last.put(queue, entry);
                assertThat(before == null || before < entry)
                        .as("order in %s", queue)
                        .isTrue();
            }
        }
    }
}
