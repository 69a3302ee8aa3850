package dev.jenvoy.web.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses the admin token. After three wrong ones from one address every further attempt from there, right
 * or wrong, waits for its turn before the token is looked at: an eighth of a second, doubled with each wrong one, two
 * seconds at most. A minute without a wrong one, or a right one, ends that. Safe for use by several threads.
 */
final class Throttle {

    private static final int FREE = 3;
    private static final long FIRST_MILLIS = 125;
    private static final long LONGEST_MILLIS = 2_000;
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Guesses> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > MOST;
        }
    };

    private static final class Guesses {
        private int wrong;
        private long last;
        private long turn;
    }

    /** @param nanos a clock as {@link System#nanoTime} */
    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long an attempt from this address is to wait. Its turn is taken by asking. */
    synchronized Duration turn(String address) {
        Guesses guesses = addresses.get(address);
        if (guesses == null) {
            return Duration.ZERO;
        }
        long now = nanos.getAsLong();
        if (now - guesses.last > FORGOTTEN) {
            addresses.remove(address);
            return Duration.ZERO;
        }
        if (guesses.wrong < FREE) {
            return Duration.ZERO;
        }
        long step = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(10, guesses.wrong - FREE));
        guesses.turn = Math.max(now, guesses.turn) + TimeUnit.MILLISECONDS.toNanos(step);
        return Duration.ofNanos(guesses.turn - now);
    }

    /** The attempt was wrong. */
    synchronized void wrong(String address) {
        long now = nanos.getAsLong();
        Guesses guesses = addresses.computeIfAbsent(address, unknown -> {
            Guesses none = new Guesses();
            none.turn = now;
            return none;
        });
        guesses.wrong++;
        guesses.last = now;
    }

    /** The attempt was right. */
    synchronized void right(String address) {
        addresses.remove(address);
    }
}
