package dev.jenvoy.hook;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.process.Captured;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** From how a process ended to what is told of a hook. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Result result, HookLimits limits) {
        Exit exit = result.exit();
        @Nullable Integer code = exit.status().isPresent() ? exit.status().getAsInt() : null;
        return new Outcome(
                ending(exit),
                code,
                text(result.stdout()),
                text(result.stderr()),
                result.stdout().truncated() || result.stderr().truncated(),
                exit instanceof Exit.TimedOut
                        ? "timed out after " + words(limits.timeout())
                        : exit.reason().orElse(null));
    }

    private static Ending ending(Exit exit) {
        if (exit instanceof Exit.Exited) {
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
        return exit instanceof Exit.Vanished ? Ending.VANISHED : Ending.NOT_STARTABLE;
    }

    /** UTF-8, where it is not with replacement characters; a character that the cut went through is left out. */
    static String text(Captured captured) {
        byte[] bytes = captured.bytes();
        int length = captured.truncated() ? wholeCharacters(bytes) : bytes.length;
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        int lowest = Math.max(0, bytes.length - 4);
        while (start >= lowest && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < lowest) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
