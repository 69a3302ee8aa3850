package dev.jenvoy.ticket.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.DeliverySummary.ActionSummary;
import dev.jenvoy.journal.History;
import java.util.List;
import java.util.Optional;

/** What was done before for the key of a delivery. Blocks for the disk. */
record KeyHistory(History history) {

    /** Returns the number of the first known delivery with the key of this one. */
    long arrival(Context context) {
        List<Long> entries = history.entriesOf(context.delivery().key());
        return entries.stream().mapToLong(Long::longValue).min().orElse(context.entry());
    }

    /**
     * Returns the name of a hook that failed: of the hooks of this delivery or, where it runs its tickets alone, of those that
     * ran last for its key. Empty if all ended well, or if there were no hooks.
     */
    Optional<String> failedHook(Context context) {
        List<Context.Earlier> own = context.earlier().stream()
                .filter(action -> isHook(action.kind()))
                .toList();
        return own.isEmpty()
                ? failedBefore(context)
                : own.stream()
                        .filter(action -> action.outcome().failed())
                        .map(Context.Earlier::name)
                        .findFirst();
    }

    private Optional<String> failedBefore(Context context) {
        List<Long> entries = history.entriesOf(context.delivery().key()).stream()
                .filter(entry -> entry < context.entry())
                .toList();
        return history.summaries(entries).stream()
                .map(KeyHistory::hooks)
                .filter(hooks -> !hooks.isEmpty())
                .findFirst()
                .flatMap(hooks -> hooks.stream()
                        .filter(hook -> !endedWell(hook))
                        .map(ActionSummary::name)
                        .findFirst());
    }

    private static List<ActionSummary> hooks(DeliverySummary delivery) {
        return delivery.actions().stream()
                .filter(action -> isHook(action.kind()))
                .toList();
    }

    /** Each action for which a delivery waits is a hook or the command of a trigger, but for those of trackers. */
    private static boolean isHook(String kind) {
        return !kind.equals(TicketAction.KIND);
    }

    /** One that has no end has not ended well. */
    private static boolean endedWell(ActionSummary hook) {
        return hook.status().filter(Status::endedWell).isPresent();
    }
}
