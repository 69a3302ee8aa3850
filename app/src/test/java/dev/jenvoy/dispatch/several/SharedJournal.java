package dev.jenvoy.dispatch.several;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.UnfinishedDelivery.Progress;
import dev.jenvoy.journal.share.Holder;
import dev.jenvoy.journal.share.Turnstiles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One journal that several servers of a test share, over the journal of one: who holds what, refused changes, claims in the order of acceptance, places
 * of exclusive actions. Slow and simple; all deliveries of one repository are one queue.
 */
@CheckReturnValue
final class SharedJournal {

    private final Journal journal;
    private final History history;
    private final Map<Integer, Side> sides = new HashMap<>();

    /** The unfinished, in the order of acceptance. */
    private final Map<Long, Held> unfinished = new TreeMap<>();

    private final Map<String, Deque<Place>> queues = new HashMap<>();
    /** Appends and claims, one after the other, and tells of them in this order. */
    private final ExecutorService pen;

    private long fences;

    /** An unfinished delivery; no server holds it while the server is 0. */
    private record Held(Entry entry, int server, Hold hold) {
        String scope() {
            return String.valueOf(entry.delivery().facts().repository());
        }
    }

    private record Place(long entry, int position, CompletableFuture<Void> granted) {}

    SharedJournal(Journal journal, History history, ExecutorService pen) {
        this.pen = pen;
        this.journal = journal;
        this.history = history;
        journal.subscribe(this::told);
    }

    /** The journal as one server sees it. */
    synchronized Journal of(int server) {
        Side side = new Side(server);
        sides.put(server, side);
        return (Journal) Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, side);
    }

    /** Lets no server hold what a server holds, as its death does. */
    void takeOver(int server) {
        synchronized (this) {
            unfinished.replaceAll((entry, held) -> held.server() == server ? free(held) : held);
        }
        claimable();
    }

    private static Held free(Held held) {
        return new Held(held.entry(), 0, new Hold(held.entry().id(), 0));
    }

    /** Every server looks for what it may claim. */
    private void claimable() {
        List<Side> all;
        synchronized (this) {
            all = List.copyOf(sides.values());
        }
        all.forEach(side -> side.look.run());
    }

    /** Who hears it is who holds the delivery; that of an acceptance is reported when it is known whose it is. */
    private void told(JournalEvent news) {
        if (news instanceof JournalEvent.Accepted) {
            return;
        }
        Optional<Held> held;
        List<Side> others;
        synchronized (this) {
            held = Optional.ofNullable(unfinished.get(news.entry()));
            others = List.copyOf(sides.values());
            if (news instanceof JournalEvent.Finished && unfinished.remove(news.entry()) != null) {
                queues.values().forEach(queue -> leave(queue, news.entry()));
            }
        }
        for (Side side : others) {
            if (held.isPresent() && held.get().server() == side.server) {
                side.listeners.forEach(listener -> listener.on(news));
                side.followers.forEach(listener -> listener.on(news));
            } else {
                side.followers.forEach(listener -> listener.on(new JournalEvent.Touched(news.entry())));
            }
        }
        claimable();
    }

    private static void leave(Deque<Place> queue, long entry) {
        queue.removeIf(place -> place.entry() == entry);
        if (!queue.isEmpty()) {
            queue.peek().granted().complete(null);
        }
    }

    /** What one server asks of the journal; what is not special goes to that of one. */
    private final class Side implements InvocationHandler {

        private final int server;
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();
        private final List<Listener> followers = new CopyOnWriteArrayList<>();
        private volatile IntSupplier room = () -> 0;
        private volatile Runnable look = () -> {};

        Side(int server) {
            this.server = server;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "append":
                    return CompletableFuture.supplyAsync(() -> append(method, arguments), pen);
                case "claim":
                    return CompletableFuture.supplyAsync(() -> claim((int) arguments[0]), pen)
                            .join();
                case "giveBack":
                    return giveBack((Hold) arguments[0]);
                case "takeUpTo":
                    room = (IntSupplier) arguments[0];
                    return null;
                case "whenClaimable":
                    look = (Runnable) arguments[0];
                    return null;
                case "subscribe":
                    listeners.add((Listener) arguments[0]);
                    return null;
                case "follow":
                    followers.add((Listener) arguments[0]);
                    return null;
                case "holder":
                    return holder((long) arguments[0]);
                case "turnstiles":
                    return (Turnstiles) this::enter;
                default:
                    return isRefused(arguments)
                            ? CompletableFuture.completedStage(Ownership.LOST)
                            : pass(method, arguments);
            }
        }

        private Object pass(Method method, Object[] arguments) {
            try {
                return method.invoke(journal, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        private boolean isRefused(Object @Nullable [] arguments) {
            Object first = arguments == null || arguments.length == 0 ? "" : arguments[0];
            Hold shown = first instanceof Attempt attempt ? attempt.hold() : first instanceof Hold hold ? hold : null;
            synchronized (SharedJournal.this) {
                return shown != null
                        && (unfinished.get(shown.entry()) == null
                                || !unfinished.get(shown.entry()).hold().equals(shown));
            }
        }

        private Appended append(Method method, Object[] arguments) {
            String scope = String.valueOf(((Delivery) arguments[0]).facts().repository());
            boolean isMine;
            synchronized (SharedJournal.this) {
                List<Held> before = unfinished.values().stream()
                        .filter(held -> held.scope().equals(scope))
                        .toList();
                isMine = before.isEmpty()
                        ? room.getAsInt() > 0
                        : before.get(before.size() - 1).server() == server && ((Optional<?>) arguments[3]).isEmpty();
            }
            Object[] changed = arguments.clone();
            if (!isMine) {
                changed[3] = Optional.empty();
            }
            Appended appended = (Appended) ((CompletionStage<?>) pass(method, changed))
                    .toCompletableFuture()
                    .join();
            if (!(appended instanceof Appended.Accepted accepted)) {
                return appended;
            }
            Entry entry = accepted.entry();
            Entry mine;
            synchronized (SharedJournal.this) {
                Hold hold = new Hold(entry.id(), isMine ? ++fences : 0);
                mine = new Entry(hold, entry.delivery(), entry.redelivery(), entry.steps());
                unfinished.put(entry.id(), new Held(mine, isMine ? server : 0, hold));
            }
            if (isMine) {
                listeners.forEach(listener -> listener.on(new JournalEvent.Accepted(mine)));
                return new Appended.Accepted(mine);
            }
            claimable();
            return new Appended.Elsewhere(entry.id());
        }

        private List<UnfinishedDelivery> claim(int most) {
            List<UnfinishedDelivery> claimed = new ArrayList<>();
            synchronized (SharedJournal.this) {
                for (Held held : List.copyOf(unfinished.values())) {
                    boolean isOthers = unfinished.values().stream()
                            .anyMatch(one ->
                                    one.scope().equals(held.scope()) && one.server() != 0 && one.server() != server);
                    if (held.server() == 0 && !isOthers && claimed.size() < most) {
                        Hold hold = new Hold(held.entry().id(), ++fences);
                        Entry entry = new Entry(
                                hold, held.entry().delivery(), held.entry().redelivery(), steps(held.entry()));
                        unfinished.put(entry.id(), new Held(entry, server, hold));
                        claimed.add(new UnfinishedDelivery(entry, progress(entry.id()), false, 0, false));
                    }
                }
            }
            claimed.forEach(one -> listeners.forEach(listener -> listener.on(new JournalEvent.Claimed(one))));
            return claimed;
        }

        private List<PlannedStep> steps(Entry entry) {
            List<DeliveryDetail.ActionDetail> actions =
                    history.delivery(entry.id()).orElseThrow().actions();
            return entry.steps().stream()
                    .map(step -> new PlannedStep(
                            step.position(),
                            step.planned(),
                            actions.get(step.position()).runs().stream()
                                    .mapToInt(RecordedRun::attempt)
                                    .max()
                                    .orElse(step.starts())))
                    .toList();
        }

        private List<Progress> progress(long entry) {
            return history.delivery(entry).orElseThrow().actions().stream()
                    .map(this::progress)
                    .toList();
        }

        private Progress progress(DeliveryDetail.ActionDetail action) {
            if (action.state() == ActionState.WAITING) {
                return new Progress.Waiting(action.due(), List.of());
            }
            RecordedRun last = action.runs().get(action.runs().size() - 1);
            return action.state() == ActionState.RUNNING
                    ? new Progress.Running(last.attempt(), "token", last.began())
                    : new Progress.Ended(last.attempt(), last.outcome().orElseThrow());
        }

        private CompletionStage<Ownership> giveBack(Hold hold) {
            synchronized (SharedJournal.this) {
                Held held = unfinished.get(hold.entry());
                if (held == null || !held.hold().equals(hold)) {
                    return CompletableFuture.completedStage(Ownership.LOST);
                }
                unfinished.put(hold.entry(), free(held));
            }
            claimable();
            return CompletableFuture.completedStage(Ownership.KEPT);
        }

        private Optional<Holder> holder(long entry) {
            synchronized (SharedJournal.this) {
                return Optional.ofNullable(unfinished.get(entry))
                        .map(held ->
                                new Holder(held.server() == 0 ? OptionalInt.empty() : OptionalInt.of(held.server())));
            }
        }

        private Turnstiles.Turn enter(long entry, int position, String queue) {
            synchronized (SharedJournal.this) {
                Deque<Place> places = queues.computeIfAbsent(queue, key -> new ArrayDeque<>());
                Place mine = places.stream()
                        .filter(place -> place.entry() == entry)
                        .findFirst()
                        .orElseGet(() -> {
                            Place made = new Place(entry, position, new CompletableFuture<>());
                            places.add(made);
                            return made;
                        });
                if (places.peek() == mine) {
                    mine.granted().complete(null);
                }
                return new Turnstiles.Turn() {
                    @Override
                    public CompletionStage<Void> granted() {
                        return mine.granted();
                    }

                    @Override
                    public OptionalLong behind() {
                        synchronized (SharedJournal.this) {
                            Place first = places.peek();
                            return first == null ? OptionalLong.empty() : OptionalLong.of(first.entry());
                        }
                    }
                };
            }
        }
    }
}
