package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * Actions that begin when dispatch says so and end when the test says so. Each start and end is written down as {@code
 * DELIVERY/NAME}.
 */
public final class Scripts implements ActionKind {

    public static final Outcome GOOD = new Outcome(Ending.EXITED, 0, "good\n", "", false, null);
    static final Outcome BAD = new Outcome(Ending.EXITED, 1, "", "bad\n", false, null);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Map<String, BlockingQueue<Outcome>> answers = new ConcurrentHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final List<String> survivorsEnded = new ArrayList<>();
    private Function<Delivery, List<Action>> plans = delivery -> List.of(held("hook", Policy.DEFAULT));
    private volatile boolean open;
    private volatile boolean deletions;

    /** Every delivery from now on causes these. */
    public void plan(Function<Delivery, List<Action>> newPlans) {
        plans = newPlans;
    }

    @Override
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(plans.apply(delivery));
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    /** Deletions are planned from now on. */
    void planDeletions() {
        deletions = true;
    }

    @Override
    public boolean plansDeletions() {
        return deletions;
    }

    /** One that waits for its answer. */
    public Action held(String name, Policy policy) {
        return of(name, policy, this::hold);
    }

    /** An action with this body. */
    static Action of(String name, Policy policy, Body body) {
        return of("script", name, policy, body);
    }

    /** An action of another kind with this body. */
    static Action of(String kind, String name, Policy policy, Body body) {
        return new Action() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Policy policy() {
                return policy;
            }

            @Override
            public Outcome run(Context context) throws ShortageException, InterruptedException {
                return body.run(name, context);
            }
        };
    }

    /** What a script does. */
    interface Body {
        Outcome run(String name, Context context) throws ShortageException, InterruptedException;
    }

    private Outcome hold(String name, Context context) throws InterruptedException {
        String run = context.delivery().id() + "/" + name;
        BlockingQueue<Outcome> answer = answer(run);
        synchronized (log) {
            log.add("+" + run);
            attempts.add(context.attempt());
        }
        context.onCancel(() -> answer.add(Outcome.without(Ending.CANCELLED, null, "cancelled")));
        Outcome outcome = open ? GOOD : answer.take();
        synchronized (log) {
            log.add("-" + run);
        }
        return outcome;
    }

    private BlockingQueue<Outcome> answer(String run) {
        return answers.computeIfAbsent(run, key -> new LinkedBlockingQueue<>());
    }

    /** Ends a run, now or as soon as it begins. */
    public void end(String run, Outcome outcome) {
        answer(run).add(outcome);
    }

    public void end(String run) {
        end(run, GOOD);
    }

    /** From now on nothing waits. */
    public void openAll() {
        open = true;
        answers.values().forEach(answer -> answer.add(GOOD));
    }

    /** Waits until this run has begun. */
    public void awaitStart(String run) {
        Awaitility.await(run + " begins, after " + log()).atMost(SOON).until(() -> log().contains("+" + run));
    }

    public List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /** Which runs began, in order. */
    public List<String> starts() {
        return log().stream()
                .filter(line -> line.startsWith("+"))
                .map(line -> line.substring(1))
                .toList();
    }

    public boolean began(String run) {
        return starts().contains(run);
    }

    /** The attempt that each start was. */
    public List<Integer> attempts() {
        synchronized (log) {
            return List.copyOf(attempts);
        }
    }

    /** What of an earlier server was ended, and how much had begun by then. */
    public List<String> survivorsEnded() {
        synchronized (log) {
            return List.copyOf(survivorsEnded);
        }
    }

    @Override
    public String kind() {
        return "script";
    }

    @Override
    public Action restore(Planned planned) {
        return held(planned.name(), planned.policy());
    }

    @Override
    public boolean endSurvivors(Planned planned, String token) {
        synchronized (log) {
            survivorsEnded.add(planned.name() + " after " + log.size() + " lines");
        }
        return true;
    }
}
