package dev.jenvoy.hook.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a schedule: numbers, ranges and steps.
 *
 * @param values the numbers that it means
 * @param every whether it begins with {@code *}, and so limits nothing by itself
 */
record CronField(BitSet values, boolean every) {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /** Names the fields in their order, with the smallest and the largest number of each. */
    enum Kind {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY("day of the month", 1, 31, List.of()),
        MONTH("month", 1, 12, MONTHS),
        /** Sunday is 0 and 7. */
        WEEKDAY("day of the week", 0, 7, DAYS);

        private final String words;
        private final int least;
        private final int most;

        @SuppressWarnings("ImmutableEnumChecker") // both lists are immutable
        private final List<String> names;

        Kind(String words, int least, int most, List<String> names) {
            this.words = words;
            this.least = least;
            this.most = most;
            this.names = names;
        }

        private IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "the " + words + " \"" + text + "\" is none: expected *, numbers from " + least + " to " + most
                            + ", ranges like " + least + "-" + (least + 4) + ", steps like */5, or a list of these");
        }
    }

    CronField {
        values = (BitSet) values.clone();
    }

    /**
     * Reads a field.
     *
     * @throws IllegalArgumentException when it is wrong, with a message for people
     */
    static CronField read(Kind kind, String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(kind, text, part, values);
        }
        if (kind == Kind.WEEKDAY && values.get(7)) {
            values.clear(7);
            values.set(0);
        }
        return new CronField(values, text.startsWith("*"));
    }

    private static void add(Kind kind, String text, String part, BitSet values) {
        String[] step = part.split("/", -1);
        String[] range = step[0].split("-", -1);
        boolean all = step[0].equals("*");
        if (step.length > 2 || range.length > 2 || (step.length == 2 && !all && range.length == 1)) {
            throw kind.wrong(text);
        }
        int from = all ? kind.least : number(kind, text, range[0]);
        int to = all ? (kind == Kind.WEEKDAY ? 6 : kind.most) : number(kind, text, range[range.length - 1]);
        int by = step.length == 2 ? digits(kind, text, step[1]) : 1;
        if (from > to || by == 0) {
            throw kind.wrong(text);
        }
        for (int value = from; value <= to; value += by) {
            values.set(value);
        }
    }

    private static int number(Kind kind, String text, String word) {
        int named = kind.names.indexOf(word.toLowerCase(Locale.ROOT));
        int value = named >= 0 ? named + kind.least : digits(kind, text, word);
        if (value < kind.least || value > kind.most) {
            throw kind.wrong(text);
        }
        return value;
    }

    private static int digits(Kind kind, String text, String word) {
        if (!word.matches("[0-9]{1,2}")) {
            throw kind.wrong(text);
        }
        return Integer.parseInt(word);
    }

    boolean has(int value) {
        return values.get(value);
    }
}
