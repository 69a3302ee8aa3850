package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.share.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back to other servers what this one is not to run. Parts of which an action runs here are kept. */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final Journal journal;
    private final PresentRuns present;
    private final Consumer<DeliveryRun> drop;
    private final List<CompletableFuture<Ownership>> asked = new ArrayList<>();

    /** @param drop forgets a run without an end */
    HandOver(Journal journal, PresentRuns present, Consumer<DeliveryRun> drop) {
        this.journal = journal;
        this.present = present;
        this.drop = drop;
    }

    /** Gives everything back that does not run. */
    void all() {
        giveBack(present.all(), Part.ALL);
    }

    /** Gives actions apart back that do not run. */
    void apart() {
        giveBack(present.all(), Part.APART);
    }

    /** Gives the part back to which this run belongs, unless another action of it runs. The calling worker may be with it. */
    void partOf(DeliveryRun work) {
        List<DeliveryRun> runs = present.runs(work.entry().id()).stream()
                .filter(run -> run.entry().hold().equals(work.entry().hold()))
                .toList();
        Set<Part> parts = Set.of(work.part());
        boolean isBusy = runs.stream().anyMatch(run -> run != work && run.part() == work.part() && run.hasWorker());
        if (!isBusy) {
            giveBack(work.entry(), runs, parts);
        }
    }

    private void giveBack(List<DeliveryRun> runs, Set<Part> wanted) {
        Map<Hold, List<DeliveryRun>> holds = new HashMap<>();
        runs.forEach(run -> holds.computeIfAbsent(run.entry().hold(), hold -> new ArrayList<>())
                .add(run));
        holds.values().forEach(of -> {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            parts.addAll(of.get(0).entry().parts());
            parts.retainAll(wanted);
            of.stream().filter(DeliveryRun::hasWorker).map(DeliveryRun::part).forEach(parts::remove);
            if (!parts.isEmpty()) {
                giveBack(of.get(0).entry(), of, parts);
            }
        });
    }

    private void giveBack(Entry entry, List<DeliveryRun> runs, Set<Part> parts) {
        // First here: what another server takes must not begin at this one.
        runs.stream().filter(run -> parts.contains(run.part())).forEach(drop);
        CompletableFuture<Ownership> asking =
                journal.giveBack(entry.hold(), Set.copyOf(parts)).toCompletableFuture();
        CompletableFuture<Ownership> unusedLogged = asking.whenComplete((kept, failure) -> {
            if (failure != null) {
                LOG.error("delivery not given back, others wait for the lease entry={}", entry.id(), failure);
            }
        });
        synchronized (asked) {
            asked.removeIf(CompletableFuture::isDone);
            asked.add(asking);
        }
    }

    /** Waits until the journal has recorded what was given back, at most this long. */
    void await(Duration most) throws InterruptedException {
        CompletableFuture<?>[] all;
        synchronized (asked) {
            all = asked.toArray(CompletableFuture[]::new);
        }
        try {
            CompletableFuture.allOf(all).get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.debug("not everything was given back", e);
        } catch (TimeoutException e) {
            LOG.warn("the journal is slow, not everything was given back");
        }
    }
}
