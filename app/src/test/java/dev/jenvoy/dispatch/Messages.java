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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A kind as chat messages are one: apart from their deliveries, in a queue for each room, with arguments, and tried again
 * when they say so. Each attempt is held until the test answers it.
 */
public final class Messages implements ActionKind {

    public static final Outcome SENT = Outcome.done("sent");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Map<String, BlockingQueue<Outcome>> answers = new ConcurrentHashMap<>();
    private final List<Attempted> attempts = new ArrayList<>();
    private volatile Function<Delivery, List<String>> rooms = delivery -> List.of();
    private volatile List<String> ends = List.of();
    private volatile Optional<Action.Followed> followed = Optional.empty();
    private volatile boolean open;
    private volatile boolean finishing;
    private volatile OptionalInt limit = OptionalInt.empty();
    private volatile Optional<Share> share = Optional.empty();

    /** An attempt that has begun. */
    public record Attempted(String message, long entry, String arguments, int attempt, boolean inDoubt) {}

    /** The end of every delivery from now on, if it runs something, is announced to these rooms. */
    public void tellEnds(String... names) {
        ends = List.of(names);
    }

    /** Ends are announced when the script of this name has ended, in place of the delivery. */
    void followScript(String name) {
        followed = Optional.of(new Action.Followed("script", name));
    }

    /** Every delivery from now on is announced to these rooms. */
    public void tell(String... names) {
        rooms = delivery -> List.of(names);
    }

    @Override
    public String kind() {
        return "message";
    }

    /** From now on this many are sent at once; before, they share the workers of scripts. */
    void limit(int most) {
        limit = OptionalInt.of(most);
    }

    @Override
    public OptionalInt workers() {
        return limit;
    }

    /** From now on so many at once are sent to rooms whose names begin like this. */
    void share(String beginning, int places) {
        share = Optional.of(new Share(beginning, places));
    }

    @Override
    public List<Share> shares(Planned planned) {
        return share.filter(one -> planned.name().startsWith(one.name())).stream()
                .toList();
    }

    @Override
    public String noun() {
        return "message";
    }

    @Override
    public String nameKey() {
        return "room";
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public boolean plansDeletions() {
        return true;
    }

    @Override
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(rooms.apply(delivery).stream()
                .map(room -> message(room, "about " + delivery.id()))
                .toList());
    }

    @Override
    public List<Action> follow(Delivery delivery, List<Action> planned) {
        return planned.stream().allMatch(action -> action.policy().apart())
                ? List.of()
                : ends.stream()
                        .map(room -> message(room + ".end", "end of " + delivery.id()))
                        .toList();
    }

    @Override
    public Action restore(Planned planned) {
        return message(planned.name(), planned.arguments().orElseThrow());
    }

    @Override
    public boolean endSurvivors(Planned planned, String token) {
        return true;
    }

    private Action message(String room, String arguments) {
        return new Action() {
            @Override
            public String kind() {
                return "message";
            }

            @Override
            public String name() {
                return room;
            }

            @Override
            public Policy policy() {
                return room.endsWith(".end")
                        ? Policy.afterIn("room " + room.substring(0, room.length() - 4), Policy.MANY_RETRIES)
                        : Policy.apartIn("room " + room, Policy.MANY_RETRIES);
            }

            @Override
            public Optional<Followed> followed() {
                return room.endsWith(".end") ? followed : Optional.empty();
            }

            @Override
            public Optional<String> arguments() {
                return Optional.of(arguments);
            }

            @Override
            public Outcome run(Context context) throws InterruptedException {
                return send(room, arguments, context);
            }
        };
    }

    private Outcome send(String room, String arguments, Context context) throws InterruptedException {
        String message = context.delivery().id() + "/" + room;
        BlockingQueue<Outcome> answer = answer(message);
        synchronized (attempts) {
            attempts.add(new Attempted(message, context.entry(), arguments, context.attempt(), context.inDoubt()));
        }
        if (!finishing) {
            context.onCancel(() -> answer.add(Outcome.without(Ending.CANCELLED, null, "cancelled")));
        }
        context.started();
        return open ? SENT : answer.take();
    }

    private BlockingQueue<Outcome> answer(String message) {
        return answers.computeIfAbsent(message, key -> new LinkedBlockingQueue<>());
    }

    /** Ends an attempt, now or as soon as it begins. */
    public void end(String message, Outcome outcome) {
        answer(message).add(outcome);
    }

    /** From now on an attempt that is under way when its message is dropped is not broken off. */
    void finishWhenCancelled() {
        finishing = true;
    }

    /** From now on no message waits for an answer. */
    public void openAll() {
        open = true;
        answers.values().forEach(answer -> answer.add(SENT));
    }

    public List<Attempted> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** The messages whose attempts began, in order. */
    public List<String> begun() {
        return attempts().stream().map(Attempted::message).toList();
    }

    /** Waits until so many attempts have begun. */
    public void awaitAttempts(int count) {
        Awaitility.await(count + " attempts, after " + begun())
                .atMost(SOON)
                .until(() -> attempts().size() >= count);
    }
}
