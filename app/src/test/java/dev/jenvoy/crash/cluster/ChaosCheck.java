package dev.jenvoy.crash.cluster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.jenvoy.crash.cluster.JournaledRuns.Attempt;
import dev.jenvoy.crash.cluster.JournaledRuns.PlannedHook;
import dev.jenvoy.crash.cluster.Witnessed.Answered;
import dev.jenvoy.crash.cluster.Witnessed.Begun;
import dev.jenvoy.crash.cluster.Witnessed.Ended;
import dev.jenvoy.crash.cluster.Witnessed.Frozen;
import dev.jenvoy.crash.cluster.Witnessed.Overlapped;
import dev.jenvoy.crash.cluster.Witnessed.Poisoned;
import dev.jenvoy.crash.cluster.Witnessed.Sent;
import dev.jenvoy.crash.cluster.Witnessed.Thawed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares what senders and hooks witnessed with what the journal says and what Jenvoy promises. The checks have the numbers
 * of the list in {@code bench/cluster.sh}.
 *
 * <p>The name of a queue begins with how its hook runs: {@code ordered:}, {@code latest:}, {@code exclusive:}, {@code
 * parallel:}.
 */
final class ChaosCheck {

    private static final int MOST_OF_A_CHECK = 10;
    private static final int MOST_DEATHS = 4;
    private static final int FINAL = 200;
    private static final Set<String> ENDINGS_OF_WAITING = Set.of("SUPERSEDED", "CANCELLED", "INTERRUPTED", "SKIPPED");

    private final List<Witnessed> lines;
    private final JournaledRuns journal;
    private final Map<String, List<String>> violations = new LinkedHashMap<>();

    /** Where each run began, in the order of beginning. */
    private final Map<Begun, Integer> begun = new LinkedHashMap<>();

    private final Map<String, Integer> endedAt = new HashMap<>();

    /** From where to where in the record servers were frozen, by their numbers. */
    private final Map<Long, Span> frozenSpans = new HashMap<>();

    private record Span(int from, int to) {}

    private final Map<String, Begun> byRun = new HashMap<>();

    private ChaosCheck(List<Witnessed> lines, JournaledRuns journal) {
        this.lines = lines;
        this.journal = journal;
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at) instanceof Begun run) {
                begun.put(run, at);
                byRun.put(run.run(), run);
            } else if (lines.get(at) instanceof Ended ended) {
                endedAt.put(ended.run(), at);
            } else if (lines.get(at) instanceof Frozen frozen) {
                frozenSpans.put(frozen.server(), new Span(at, lines.size()));
            } else if (lines.get(at) instanceof Thawed thawed) {
                int to = at;
                frozenSpans.computeIfPresent(thawed.server(), (server, span) -> new Span(span.from(), to));
            }
        }
    }

    /** Returns what is wrong, each with the number of its check; nothing if all is well. */
    static List<String> violations(List<Witnessed> lines, JournaledRuns journal) {
        ChaosCheck check = new ChaosCheck(lines, journal);
        check.answeredAreDone();
        check.noTwoAtOnce();
        check.orderOfAnswers();
        check.attemptsAreDistinct();
        check.fencesGrow();
        check.oneDeliveryAtATime();
        check.historyIsTrue();
        check.nothingIsLeft();
        check.latestRanLast();
        check.answersShowRuns();
        check.poisonIsContained();
        List<String> all = new ArrayList<>();
        check.violations.forEach((name, found) -> {
            found.stream().limit(MOST_OF_A_CHECK).forEach(one -> all.add(name + ": " + one));
            if (found.size() > MOST_OF_A_CHECK) {
                all.add(name + ": " + (found.size() - MOST_OF_A_CHECK) + " more");
            }
        });
        return all;
    }

    private void wrong(String check, String what) {
        violations.computeIfAbsent(check, name -> new ArrayList<>()).add(what);
    }

    /** What was answered with success ran to an end, or the journal says why it did not. */
    private void answeredAreDone() {
        Map<String, List<PlannedHook>> planned = journal.actions().stream().collect(groupingBy(PlannedHook::id));
        Set<String> ended = new HashSet<>();
        for (Witnessed line : lines) {
            if (line instanceof Ended end) {
                ended.add(end.id() + " " + end.hook());
            }
        }
        accepted().forEach((id, at) -> {
            List<PlannedHook> hooks = planned.getOrDefault(id, List.of());
            if (hooks.isEmpty()) {
                wrong("C1", id + " was answered, and the journal does not know it");
            }
            for (PlannedHook hook : hooks) {
                boolean ran = ended.contains(id + " " + hook.hook());
                if (hook.dropped()
                        ? !ENDINGS_OF_WAITING.contains(hook.ending())
                        : hook.ending().isEmpty()) {
                    wrong("C1", hook + " has no end");
                } else if (hook.ending().equals("EXITED") && !ran) {
                    wrong("C1", hook + " ended in the journal alone");
                }
            }
        });
    }

    /** Returns where each delivery was first answered with success. */
    private Map<String, Integer> accepted() {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at) instanceof Answered answer && answer.accepted()) {
                first.putIfAbsent(answer.id(), at);
            }
        }
        return first;
    }

    /** Queues other than parallel ones have one run at a time. */
    private void noTwoAtOnce() {
        Map<String, List<Begun>> queues = queues();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at) instanceof Overlapped overlapped && !isExcused(overlapped, at, queues)) {
                wrong("C2", overlapped.run() + " began while another run had the queue " + overlapped.queue());
            }
        }
        queues.forEach((queue, runs) -> {
            List<Begun> alive = new ArrayList<>();
            for (Begun run : runs) {
                alive.removeIf(before -> endedAt.getOrDefault(before.run(), -1) < at(run));
                if (alive.stream().anyMatch(before -> !isFrozenOut(before, run, at(run)))) {
                    wrong("C2", run + " began before the end of the one before it");
                }
                alive.add(run);
            }
        });
    }

    /** Whether the run that had the lock stood on a machine that was frozen. */
    private boolean isExcused(Overlapped overlapped, int at, Map<String, List<Begun>> queues) {
        return lines.subList(at, lines.size()).stream()
                .filter(line -> line instanceof Begun run && run.run().equals(overlapped.run()))
                .map(Begun.class::cast)
                .findFirst()
                .filter(run -> queues.getOrDefault(run.queue(), List.of()).stream()
                        .filter(before -> at(before) < at)
                        .filter(before -> endedAt.getOrDefault(before.run(), lines.size()) > at)
                        .anyMatch(before -> isFrozenOut(before, run, at)))
                .isPresent();
    }

    /**
     * Whether, at a place of the record, the first run is on a machine that is frozen or just went on, and the second is
     * another server's with a higher fence: the one case in which two runs of a queue may be alive.
     */
    private boolean isFrozenOut(Begun stands, Begun other, int at) {
        Span frozen = frozenSpans.get(stands.server());
        return frozen != null
                && at(stands) < frozen.from()
                && frozen.from() < at
                && at < frozen.to()
                && stands.server() != other.server()
                && stands.fence() < other.fence();
    }

    private int at(Begun run) {
        return Objects.requireNonNull(begun.get(run));
    }

    /** Returns the runs of each queue that is not parallel, in the order of beginning. */
    private Map<String, List<Begun>> queues() {
        return begun.keySet().stream()
                .filter(run -> !run.queue().startsWith("parallel:"))
                .collect(groupingBy(Begun::queue, LinkedHashMap::new, toList()));
    }

    private Map<String, List<Begun>> queuesInOrder() {
        Map<String, List<Begun>> queues = new LinkedHashMap<>(queues());
        queues.keySet().removeIf(queue -> queue.startsWith("exclusive:"));
        return queues;
    }

    /**
     * What was answered before another was sent begins before it. What did not begin at all, because a newer one superseded it,
     * and begins when it is sent again, has the place of that time.
     */
    private void orderOfAnswers() {
        Map<String, Integer> accepted = accepted();
        Set<String> firstRuns = runsOfFirstEntries();
        Map<String, Integer> sent = new HashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at) instanceof Sent one) {
                sent.putIfAbsent(one.id(), at);
            }
        }
        queuesInOrder().forEach((queue, runs) -> {
            Map<String, Integer> first = new LinkedHashMap<>();
            Set<String> sentAgain = new HashSet<>();
            for (Begun run : runs) {
                if (first.putIfAbsent(run.id(), at(run)) == null && !firstRuns.contains(run.run())) {
                    sentAgain.add(run.id());
                }
            }
            List<String> order = List.copyOf(first.keySet());
            for (int later = 1; later < order.size(); later++) {
                // If this one was answered before any that began before it was sent, they changed places.
                Integer answered = sentAgain.contains(order.get(later)) ? null : accepted.get(order.get(later));
                for (int before = 0; answered != null && before < later; before++) {
                    if (answered < sent.getOrDefault(order.get(before), -1)) {
                        wrong(
                                "C3",
                                order.get(later) + " was answered before " + order.get(before)
                                        + " was sent, and began after it in " + queue);
                    }
                }
            }
        });
    }

    /** Returns the runs that belong to the first of several entries of a delivery. */
    private Set<String> runsOfFirstEntries() {
        Map<String, Long> first = new HashMap<>();
        journal.actions().forEach(hook -> first.merge(hook.id(), hook.entry(), Math::min));
        return journal.attempts().stream()
                .filter(attempt -> attempt.entry() == first.getOrDefault(attempt.id(), attempt.entry()))
                .map(Attempt::run)
                .collect(toSet());
    }

    /** No attempt has a number twice, and numbers grow. */
    private void attemptsAreDistinct() {
        Map<String, Begun> last = new HashMap<>();
        for (Begun run : begun.keySet()) {
            Begun before = last.put(run.id() + " " + run.hook(), run);
            if (before != null && before.attempt() >= run.attempt()) {
                wrong("C4", run + " began after " + before);
            }
        }
    }

    /** Fences grow along a queue in order; several attempts under one hold share one. An exclusive queue has holds of many scopes. */
    private void fencesGrow() {
        queuesInOrder().forEach((queue, runs) -> {
            for (int at = 1; at < runs.size(); at++) {
                Begun before = runs.get(at - 1);
                Begun run = runs.get(at);
                boolean sameHold = before.id().equals(run.id()) && before.server() == run.server();
                if (sameHold ? run.fence() < before.fence() : run.fence() <= before.fence()) {
                    wrong("C5", run + " began after " + before);
                }
            }
        });
    }

    /** A delivery that comes again while it is under way is the same delivery, and both senders get the same answer. */
    private void oneDeliveryAtATime() {
        Map<String, Long> entryOf = new HashMap<>();
        journal.attempts().forEach(attempt -> entryOf.put(attempt.run(), attempt.entry()));
        Map<String, List<Begun>> runs = begun.keySet().stream()
                .filter(run -> entryOf.containsKey(run.run()))
                .collect(groupingBy(run -> run.id() + " " + run.hook(), LinkedHashMap::new, toList()));
        runs.forEach((of, begun) -> {
            long newest = 0;
            for (Begun run : begun) {
                long entry = Objects.requireNonNull(entryOf.get(run.run()));
                if (entry < newest) {
                    wrong("C6", run + " of entry " + entry + " began after a run of entry " + newest);
                }
                newest = Math.max(newest, entry);
            }
        });
        // What is shown of a run that is not over yet may be less than what is shown later.
        Map<List<String>, String> bodies = new HashMap<>();
        for (Witnessed line : lines) {
            if (line instanceof Answered answer
                    && answer.status() == FINAL
                    && !answer.runs().isEmpty()) {
                String other = bodies.putIfAbsent(answer.runs(), answer.body());
                if (other != null && !other.equals(answer.body())) {
                    wrong("C6", answer.id() + " was answered differently for the same runs " + answer.runs());
                }
            }
        }
    }

    /** The journal has the runs that hooks witnessed, and no others ended by themselves. */
    private void historyIsTrue() {
        Map<String, Attempt> attempts = new HashMap<>();
        journal.attempts().forEach(attempt -> attempts.put(attempt.run(), attempt));
        for (Begun run : begun.keySet()) {
            Attempt attempt = attempts.get(run.run());
            if (attempt == null) {
                wrong("C7", run + " is not in the journal");
            } else if (attempt.number() != run.attempt()
                    || !attempt.id().equals(run.id())
                    || !attempt.hook().equals(run.hook())) {
                wrong("C7", run + " is in the journal as " + attempt);
            }
        }
        for (Attempt attempt : journal.attempts()) {
            if (attempt.ending().equals("EXITED") && !endedAt.containsKey(attempt.run())) {
                wrong("C7", attempt + " never came to its end");
            }
        }
    }

    private void nothingIsLeft() {
        journal.leftovers().forEach(left -> wrong("C8", left + " is left"));
        journal.attempts().stream()
                .filter(attempt -> attempt.ending().isEmpty())
                .forEach(attempt -> wrong("C8", attempt + " has no ending"));
    }

    /** In a queue of the latest, the last accepted delivery ran last. */
    private void latestRanLast() {
        queues().forEach((queue, runs) -> {
            if (queue.startsWith("latest:")) {
                Begun last = runs.get(runs.size() - 1);
                String scope = queue.substring(queue.lastIndexOf(':') + 1);
                journal.actions().stream()
                        .filter(hook ->
                                hook.hook().equals(last.hook()) && hook.scope().equals(scope))
                        .reduce((earlier, later) -> later)
                        .filter(newest -> !newest.id().equals(last.id()))
                        .ifPresent(newest -> wrong("C9", last + " ran last, and " + newest + " was accepted last"));
            }
        });
    }

    /** A delivery that kills its servers runs with others once, and three times alone. */
    private void poisonIsContained() {
        Map<String, Long> deaths = lines.stream()
                .filter(Poisoned.class::isInstance)
                .map(Poisoned.class::cast)
                .collect(groupingBy(Poisoned::id, LinkedHashMap::new, counting()));
        deaths.forEach((id, many) -> {
            if (many > MOST_DEATHS) {
                wrong("C12", id + " killed " + many + " servers");
            }
        });
    }

    /** What an answer shows was printed by runs of that delivery that came to their end. */
    private void answersShowRuns() {
        for (Witnessed line : lines) {
            if (line instanceof Answered answer) {
                for (String run : answer.runs()) {
                    Begun witnessed = byRun.get(run);
                    if (witnessed == null || !witnessed.id().equals(answer.id()) || !endedAt.containsKey(run)) {
                        wrong("C10", answer + " shows the run " + run + ", which was " + witnessed);
                    }
                }
            }
        }
    }
}
