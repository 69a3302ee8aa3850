package dev.jenvoy.web.admin.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down guessing of the admin token. After three wrong tokens from an address, the response to each further wrong
 * one is delayed: an eighth of a second at first, doubled each time, two seconds at most. A right token is never
 * delayed, so an attacker cannot lock out others at the same address. A minute without a wrong token resets the delay.
 * Safe for use by several threads.
 */
public final class LoginThrottle {

    private static final int FREE = 3;
    private static final long FIRST_MILLIS = 125;
    private static final long SLOWEST_MILLIS = 2_000;
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_ADDRESSES = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Guesses> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private static final class Guesses {
        private int wrong;
        private long last;
        private long turn;
    }

    /**
     * Says when to respond to a wrong token.
     *
     * @param refused whether to reject it at once, because it would wait more than ten seconds
     * @param pause the delay; for a rejected one, the delay that it would have had
     */
    public record Turn(boolean refused, Duration pause) {}

    /** @param nanos a clock like {@link System#nanoTime} */
    public LoginThrottle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Records a wrong token from this address. */
    synchronized Turn wrong(String address) {
        long now = nanos.getAsLong();
        Guesses guesses = addresses.get(address);
        if (guesses == null || now - guesses.last > FORGOTTEN) {
            guesses = new Guesses();
            guesses.turn = now;
            addresses.put(address, guesses);
        }
        guesses.last = now;
        if (guesses.wrong < FREE) {
            guesses.wrong++;
            return new Turn(false, Duration.ZERO);
        }
        long step = Math.min(SLOWEST_MILLIS, FIRST_MILLIS << Math.min(10, guesses.wrong - FREE));
        long turn = Math.max(now, guesses.turn) + TimeUnit.MILLISECONDS.toNanos(step);
        Duration pause = Duration.ofNanos(turn - now);
        if (turn - now > MAX_WAIT_NANOS) {
            return new Turn(true, pause);
        }
        guesses.wrong++;
        guesses.turn = turn;
        return new Turn(false, pause);
    }
}
