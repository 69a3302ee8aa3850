package dev.jenvoy.hook.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The times at which a hook runs, to the minute. A day matches as cron(5) says: if both the day of the month and the day of the
 * week are limited, one of them is enough. A time that does not exist, because the clock is put forward over it, is the moment
 * after the gap. A time that exists twice, because the clock is put back, counts the first time. Where the hour is {@code *},
 * each hour that passes counts once instead, so that a run every ten minutes keeps its pace.
 */
public final class CronSchedule {

    /** The longest gap between two times: 29 February, over a year without one. */
    private static final int MOST_DAYS = 8 * 366 + 1;

    private static final int FIELDS = 5;

    private final String text;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;
    private final ZoneId zone;

    private CronSchedule(String text, List<CronField> fields, ZoneId zone) {
        this.text = text;
        this.minutes = fields.get(0);
        this.hours = fields.get(1);
        this.days = fields.get(2);
        this.months = fields.get(3);
        this.weekdays = fields.get(4);
        this.zone = zone;
    }

    /**
     * Reads five fields and perhaps a time zone, such as {@code 30 2 * * mon-fri Europe/Vienna}.
     *
     * @param local the time zone of a schedule without one
     * @throws IllegalArgumentException when it is wrong, with a message for people
     */
    public static CronSchedule parse(String text, ZoneId local) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        if (words.size() != FIELDS && words.size() != FIELDS + 1) {
            throw new IllegalArgumentException(
                    "expected five fields (minute, hour, day of the month, month, day of the week)"
                            + " and perhaps a time zone, like \"30 2 * * * Europe/Vienna\"");
        }
        List<CronField> fields = new ArrayList<>();
        for (CronField.Kind kind : CronField.Kind.values()) {
            fields.add(CronField.read(kind, words.get(fields.size())));
        }
        CronSchedule schedule = new CronSchedule(
                String.join(" ", words), fields, words.size() == FIELDS ? local : zone(words.get(FIELDS)));
        if (!schedule.everComes()) {
            throw new IllegalArgumentException("no month of these has such a day");
        }
        return schedule;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no time zone: expected one like Europe/Vienna or UTC", e);
        }
    }

    /** Returns it as it was written, with single blanks. */
    public String text() {
        return text;
    }

    /** Returns the first time after this one. */
    public Instant next(Instant after) {
        LocalDate day = LocalDate.ofInstant(after, zone);
        for (int at = 0; at <= MOST_DAYS; at++, day = day.plusDays(1)) {
            if (matches(day)) {
                Instant found = times(day).higher(after);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new IllegalStateException("a schedule without a time: " + text);
    }

    /** Returns the last time that is after the one and not after the other; empty if no time lies between them. */
    public Optional<Instant> last(Instant after, Instant until) {
        // Looks back step by step: there may be a time in each minute of a month.
        for (Duration back = Duration.ofHours(1); ; back = back.multipliedBy(8)) {
            boolean whole = Duration.between(after, until).compareTo(back) <= 0;
            Instant found = next(whole ? after : until.minus(back));
            if (!found.isAfter(until)) {
                for (Instant later = next(found); !later.isAfter(until); later = next(later)) {
                    found = later;
                }
                return Optional.of(found);
            }
            if (whole) {
                return Optional.empty();
            }
        }
    }

    private boolean everComes() {
        LocalDate day = LocalDate.of(2000, 1, 1);
        for (int at = 0; at < 366; at++) {
            if (matches(day.plusDays(at))) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(LocalDate day) {
        if (!months.has(day.getMonthValue())) {
            return false;
        }
        boolean byDay = days.has(day.getDayOfMonth());
        boolean byWeekday = weekdays.has(day.getDayOfWeek().getValue() % 7);
        boolean both = days.every() || weekdays.every();
        return both ? (byDay && byWeekday) : (byDay || byWeekday);
    }

    private NavigableSet<Instant> times(LocalDate day) {
        NavigableSet<Instant> times = new TreeSet<>();
        for (int hour = hours.values().nextSetBit(0);
                hour >= 0;
                hour = hours.values().nextSetBit(hour + 1)) {
            for (int minute = minutes.values().nextSetBit(0);
                    minute >= 0;
                    minute = minutes.values().nextSetBit(minute + 1)) {
                add(day.atTime(hour, minute), times);
            }
        }
        return times;
    }

    private void add(LocalDateTime time, NavigableSet<Instant> times) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(time);
            if (!hours.every()) {
                times.add(gap.getInstant());
            }
            return;
        }
        times.add(time.toInstant(offsets.get(0)));
        if (hours.every()) {
            offsets.forEach(offset -> times.add(time.toInstant(offset)));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronSchedule schedule && text.equals(schedule.text) && zone.equals(schedule.zone);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
