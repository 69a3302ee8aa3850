package dev.jenvoy.dispatch.recovery;

import java.util.concurrent.TimeUnit;

/**
 * Tells how many deliveries to claim beyond the places that are free: twice as many as come to an end while a claim is under way,
 * because those that end during this claim and during the next need what it brings. Only where deliveries end often: behind a long
 * hook, a delivery would wait here although another server has a place for it. Not thread safe.
 */
final class ClaimAhead {

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);

    /** No more than end in this part of a second, which is how long the last of them waits while hooks stay as short as they were. */
    private static final double LONGEST_WAIT_SECONDS = 0.1;

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
     * @param ended how many deliveries have left their worker until now since the start
     */
    int after(long began, long now, long ended) {
        long window = now - windowBegan;
        if (window >= WINDOW) {
            perSecond = (ended - endedBefore) * (double) TimeUnit.SECONDS.toNanos(1) / window;
            windowBegan = now;
            endedBefore = ended;
        }
        double duringClaims = 2 * perSecond * (now - began) / TimeUnit.SECONDS.toNanos(1);
        return (int) Math.min(Math.ceil(duringClaims), perSecond * LONGEST_WAIT_SECONDS);
    }
}
