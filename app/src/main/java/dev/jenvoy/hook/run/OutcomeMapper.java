package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.output.CapturedOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Maps the end of a process to the outcome of a hook. */
final class OutcomeMapper {

    private OutcomeMapper() {}

    static Outcome of(CommandResult result, Limits limits) {
        Exit exit = result.exit();
        @Nullable Integer code = exit.status().isPresent() ? exit.status().getAsInt() : null;
        return new Outcome(
                ending(exit),
                code,
                OutputText.of(result.stdout()),
                OutputText.of(result.stderr()),
                result.stdout().truncated() || result.stderr().truncated(),
                error(result, limits));
    }

    /** Returns the outcome without output, if there is no memory for the output. The rest needs little memory. */
    static Outcome withoutOutput(CommandResult result, Limits limits) {
        Outcome outcome = of(
                new CommandResult(
                        result.exit(),
                        CapturedOutput.EMPTY,
                        CapturedOutput.EMPTY,
                        result.duration(),
                        result.remaining()),
                limits);
        String error = outcome.error();
        return new Outcome(
                outcome.ending(),
                outcome.returncode(),
                "",
                "",
                true,
                (error == null ? "" : error + "; ") + "its output is lost, because the server ran out of memory");
    }

    private static @Nullable String error(CommandResult result, Limits limits) {
        @Nullable
        String error = result.exit() instanceof Exit.TimedOut
                ? "timed out after " + words(limits.timeout())
                : result.exit().reason().orElse(null);
        return result.remaining()
                .map(living -> error + "; still running, because the server may not signal them: " + living)
                .orElse(error);
    }

    private static Ending ending(Exit exit) {
        if (exit instanceof Exit.Exited || exit instanceof Exit.Unanswered) {
            return Ending.EXITED;
        }
        if (exit instanceof Exit.Signalled) {
            return Ending.KILLED;
        }
        if (exit instanceof Exit.TimedOut) {
            return Ending.TIMED_OUT;
        }
        if (exit instanceof Exit.Cancelled) {
            return Ending.CANCELLED;
        }
        if (exit instanceof Exit.Lost) {
            return Ending.LOST;
        }
        return exit instanceof Exit.Vanished ? Ending.VANISHED : Ending.NOT_STARTABLE;
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
