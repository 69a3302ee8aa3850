package dev.jenvoy.web.admin.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Divides a time into steps that are easy to read, for plots. */
public final class PlotSteps {

    /** In seconds; each divides a day or is a multiple of it. */
    private static final long[] SECONDS = {
        1, 5, 10, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800
    };

    private PlotSteps() {}

    /** Returns the shortest step of which there are at most about so many in a time; else the longest. */
    public static Duration of(Duration span, int most) {
        for (long step : SECONDS) {
            if (span.toSeconds() / step <= most) {
                return Duration.ofSeconds(step);
            }
        }
        return Duration.ofSeconds(SECONDS[SECONDS.length - 1]);
    }

    /**
     * Returns the beginning of the step in which a time lies; steps up to a day begin at midnight.
     *
     * @param zone whose midnight
     * @param near a time whose offset from UTC counts
     */
    public static Instant floor(Instant time, Duration step, ZoneId zone, Instant near) {
        long offset = zone.getRules().getOffset(near).getTotalSeconds();
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond() + offset, seconds) * seconds - offset);
    }
}
