package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a planned action, as part of the action's row. */
public final class PlannedRow {

    public static final String COLUMNS = "kind, name, concurrency, retries, rerun, queue, apart, arguments";

    private static final int APART = 1;
    private static final int AFTER = 2;

    private PlannedRow() {}

    /** Binds {@link #COLUMNS}. What most actions do not have takes no byte. */
    public static BoundStatement bind(BoundStatement statement, Planned planned) throws SQLException {
        Policy policy = planned.policy();
        return statement
                .with(planned.kind())
                .with(planned.name())
                .with(policy.concurrency().name())
                .with(policy.retries())
                .with(policy.rerun())
                .with(policy.queue().orElse(null))
                .with(code(policy.track()))
                .with(planned.arguments().orElse(null));
    }

    /** Awaited actions, which most are, have no code. Codes are stored: never change one. */
    private static @Nullable Integer code(Policy.Track track) {
        return switch (track) {
            case AWAITED -> null;
            case APART -> APART;
            case AFTER -> AFTER;
        };
    }

    private static Policy.Track track(@Nullable Integer code) {
        if (code == null) {
            return Policy.Track.AWAITED;
        }
        return code == AFTER ? Policy.Track.AFTER : Policy.Track.APART;
    }

    /** Reads {@link #COLUMNS}. */
    public static Planned read(Row row) throws SQLException {
        String kind = row.text();
        String name = row.text();
        Policy policy = new Policy(
                Policy.Concurrency.valueOf(row.text()),
                row.count(),
                row.flag(),
                Optional.ofNullable(row.textOrNull()),
                track(row.countOrNull()));
        return new Planned(kind, name, policy, Optional.ofNullable(row.textOrNull()));
    }
}
