package dev.jenvoy.web.admin.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers which users of a proxy were here, so that the audit log has one record of a visit and not one of each request.
 * Safe for use by several threads.
 */
public final class SeenUsers {

    private static final int MAX_USERS = 1_000;
    private static final long VISIT_NANOS = TimeUnit.HOURS.toNanos(12);

    private final LongSupplier nanos;
    private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_USERS;
        }
    };

    /** @param nanos a clock like {@link System#nanoTime} */
    public SeenUsers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Returns whether a user was not here within twelve hours, and remembers that the user is. */
    synchronized boolean isNew(String user) {
        long now = nanos.getAsLong();
        Long before = last.put(user, now);
        return before == null || now - before > VISIT_NANOS;
    }
}
