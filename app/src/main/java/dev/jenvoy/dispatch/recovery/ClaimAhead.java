package dev.jenvoy.dispatch.recovery;

import java.util.concurrent.TimeUnit;

/**
 * Tells how many deliveries to claim beyond the places that are free: as many as end while a claim is under way, so that none
 * of these places is empty meanwhile. Only where deliveries end often: behind a long hook, a delivery would wait here although another
 * server has a place for it. Not thread safe.
 */
final class ClaimAhead {

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

    /** What is claimed ahead waits a tenth of a second, at most as long as hooks stay as short as they were. */
    private static final double LEAST_PER_SECOND = 10;

    private long windowBegan;
    private long endedBefore;
    private double perSecond;

    ClaimAhead(long now) {
        windowBegan = now;
    }

    /**
     * Returns how many to claim beyond the free places next time.
     *
     * @param began when the last claim began, in nanoseconds
     * @param now when it had been made
     * @param ended how many deliveries have ended until now since the start
     */
    int after(long began, long now, long ended) {
        long window = now - windowBegan;
        if (window >= WINDOW) {
            perSecond = (ended - endedBefore) * (double) TimeUnit.SECONDS.toNanos(1) / window;
            windowBegan = now;
            endedBefore = ended;
        }
        return perSecond < LEAST_PER_SECOND
                ? 0
                : (int) Math.ceil(perSecond * (now - began) / TimeUnit.SECONDS.toNanos(1));
    }
}
