package dev.jenvoy.forge.report;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.forge.service.CommitState;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.RecordedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one hook of a delivery does.
 *
 * @param words says so in a few words, without what the hook printed
 */
record HookState(CommitState state, String words) {

    static final HookState WAITING = new HookState(CommitState.PENDING, "waits or runs");

    /** Returns when a hook of a delivery ended for good, or its delivery did; empty if neither has. */
    static Optional<Instant> ended(DeliveryDetail delivery, String kind, String hook) {
        return find(delivery, kind, hook)
                .filter(action -> action.state() == ActionState.ENDED)
                .flatMap(action -> last(action.runs()))
                .map(run -> run.began().plus(run.took().orElse(Duration.ZERO)))
                .or(() -> delivery.summary().finished());
    }

    private static Optional<DeliveryDetail.ActionDetail> find(DeliveryDetail delivery, String kind, String hook) {
        return delivery.actions().stream()
                .filter(action -> action.planned().kind().equals(kind)
                        && action.planned().name().equals(hook))
                .findFirst();
    }

    private static Optional<RecordedRun> last(List<RecordedRun> runs) {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** Returns how a hook did that has ended for good. */
    static HookState of(DeliveryDetail delivery, String kind, String hook) {
        RecordedRun last = find(delivery, kind, hook)
                .flatMap(action -> last(action.runs()))
                .orElse(null);
        if (delivery.summary().state() == DeliveryState.SET_ASIDE) {
            return new HookState(CommitState.ERROR, "set aside: the server stopped too often while it ran");
        }
        if (last == null || last.outcome().isEmpty()) {
            return new HookState(CommitState.ERROR, "was not run");
        }
        return of(last.outcome().get(), last);
    }

    private static HookState of(Outcome outcome, RecordedRun run) {
        String after = run.took().map(took -> " after " + words(took)).orElse("");
        return switch (outcome.status()) {
            case SUCCEEDED ->
                new HookState(
                        CommitState.SUCCESS,
                        "succeeded"
                                + run.took().map(took -> " in " + words(took)).orElse(""));
            case SKIPPED -> new HookState(CommitState.SUCCESS, "was skipped");
            case SUPERSEDED -> new HookState(CommitState.ERROR, "was left out for a newer delivery");
            case CANCELLED -> new HookState(CommitState.ERROR, "was cancelled" + after);
            case INTERRUPTED -> new HookState(CommitState.ERROR, "was interrupted by a stop of the server");
            case FAILED -> failed(outcome, after);
        };
    }

    private static HookState failed(Outcome outcome, String after) {
        Integer code = outcome.returncode();
        if (outcome.ending() == Ending.EXITED && code != null) {
            return new HookState(CommitState.FAILURE, "failed with exit code " + code + after);
        }
        return switch (outcome.ending()) {
            case TIMED_OUT -> new HookState(CommitState.ERROR, "ran out of time" + after);
            case KILLED -> new HookState(CommitState.ERROR, "was ended by a signal" + after);
            case NOT_STARTABLE -> new HookState(CommitState.ERROR, "could not be started");
            case VANISHED -> new HookState(CommitState.ERROR, "is no longer there");
            default -> new HookState(CommitState.ERROR, "could not be run to its end" + after);
        };
    }

    /** Writes a duration for people: 0.4 s, 12 s, 3 min 5 s, 2 h 1 min. */
    static String words(Duration took) {
        long seconds = took.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
}
