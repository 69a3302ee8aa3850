package dev.jenvoy.journal.sql.condition;

import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the states of {@link DeliveryState} and {@link ActionState} as SQL, so that no statement holds a bare number. */
public final class StateSql {

    /**
     * Is true for a delivery that has not ended, false for another. Written as the index {@code delivery_open} has it, which
     * SQLite uses for exactly this expression.
     */
    public static final String OPEN = "(state <= " + DeliveryState.RUNNING.code() + ")";

    /** Selects the deliveries that have not ended, over their index. */
    public static final String UNFINISHED = " FROM delivery INDEXED BY delivery_open WHERE " + OPEN + " = TRUE";

    /** Selects the actions apart that have not ended, over their index. */
    public static final String UNFINISHED_APART =
            " FROM action INDEXED BY action_apart WHERE apart >= 1 AND action.state <= " + ActionState.RUNNING.code();

    /** Says that an attempt of entry {@code ?1} is of an action for which the delivery waits. */
    public static final String OF_AWAITED_ACTION =
            " AND position NOT IN (SELECT position FROM action WHERE entry = ?1 AND apart >= 1)";

    private StateSql() {}

    /** Says that one delivery, which is found by its number, is in a state that may become this one. */
    public static String mayBecome(DeliveryState next) {
        return ofOne(Arrays.stream(DeliveryState.values()).filter(state -> state.mayBecome(next)));
    }

    /** Says that one delivery, which is found by its number, has not ended. */
    public static String unfinished() {
        return ofOne(Arrays.stream(DeliveryState.values()).filter(state -> !state.ended()));
    }

    /** Says that one delivery, which is found by its number, is in this state. */
    public static String is(DeliveryState state) {
        return ofOne(Stream.of(state));
    }

    /**
     * The sum keeps PostgreSQL from looking through its index of what has not ended. That index looks empty, and is not:
     * while somebody looks at the past, it keeps what ended since.
     */
    private static String ofOne(Stream<DeliveryState> states) {
        return in("state + 0", states);
    }

    /** Says that deliveries are in one of these states. */
    public static String in(Collection<DeliveryState> states) {
        return in("state", states.stream());
    }

    private static String in(String column, Stream<DeliveryState> states) {
        return states.map(state -> String.valueOf(state.code()))
                .sorted()
                .collect(Collectors.joining(", ", column + " IN (", ")"));
    }

    /** Begins a change of one action ({@code ?1} its entry, {@code ?2} its position), with more columns to set. */
    public static String change(ActionState from, ActionState to, String columns) {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(from + " never becomes " + to);
        }
        return "UPDATE action SET state = " + to.code() + ", " + columns
                + " WHERE entry = ?1 AND position = ?2 AND state = " + from.code();
    }
}
