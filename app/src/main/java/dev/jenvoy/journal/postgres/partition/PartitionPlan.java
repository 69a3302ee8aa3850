package dev.jenvoy.journal.postgres.partition;

import java.util.List;
import java.util.Optional;

/**
 * Decides which range is made next. A range is about as wide as the numbers of a day, so that retention drops one a day.
 *
 * @param ranges those that there are, the lowest first
 * @param last the last number that was given; 0 before the first
 * @param perDay how many numbers pass in a day; 0 where that is not known yet
 */
record PartitionPlan(List<PartitionRange> ranges, long last, double perDay) {

    /** How many ranges without a number are made ahead. */
    private static final int AHEAD = 2;

    private static final long NARROWEST = 250_000;
    private static final long WIDEST = 64_000_000;

    /** A rush of some minutes must not make a range that months fill. */
    private static final int GROWTH = 4;

    /** Numbers that may be given before a range is there which begins above them. */
    private static final long MARGIN = 100_000;

    PartitionPlan {
        ranges = List.copyOf(ranges);
    }

    /** Returns the least width of a range. */
    static long narrowest() {
        return NARROWEST;
    }

    /** Returns the range to make; empty while there are enough. */
    Optional<PartitionRange> next() {
        long empty = ranges.stream().filter(range -> range.low() > last).count();
        return empty >= AHEAD ? Optional.empty() : Optional.of(following(low()));
    }

    /**
     * Returns the range to make where rows stand above the highest: they stay where they are, and the range begins above
     * them.
     */
    PartitionRange beyond(long highest) {
        return following(Math.max(low(), Math.max(highest, last) + MARGIN));
    }

    private long low() {
        long top = ranges.isEmpty() ? 1 : ranges.get(ranges.size() - 1).high();
        return last >= top ? last + MARGIN : top;
    }

    private PartitionRange following(long low) {
        long before =
                ranges.isEmpty() ? NARROWEST : ranges.get(ranges.size() - 1).width();
        long wanted = Math.round(Math.ceil(perDay / NARROWEST)) * NARROWEST;
        long width = Math.min(Math.max(wanted, NARROWEST), Math.min(before * GROWTH, WIDEST));
        return new PartitionRange(low, low + width);
    }
}
