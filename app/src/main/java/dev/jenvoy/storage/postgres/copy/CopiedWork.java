package dev.jenvoy.storage.postgres.copy;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.share.QueueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the rows by which servers find the unfinished deliveries of a copied journal: no server holds them yet. */
final class CopiedWork {

    /** Unfinished deliveries with the awaited actions that have a queue; a row without an action for those without one. */
    private static final String AWAITED =
            "SELECT delivery.entry, event, owner, repository, branch, tag, ref, number, kind,"
                    + " name, concurrency, queue FROM delivery LEFT JOIN action ON action.entry = delivery.entry"
                    + " AND apart IS NULL AND concurrency IN ('ORDERED', 'LATEST') WHERE delivery.state <= "
                    + DeliveryState.RUNNING.code()
                    + " ORDER BY delivery.entry, position";

    /** The part of an action that runs apart is what its column says. */
    private static final String APART = "INSERT INTO work (entry, part) SELECT DISTINCT entry, apart FROM action"
            + " WHERE apart >= 1 AND state <= " + ActionState.RUNNING.code();

    /** One that ran may be what ended the server, so these run one at a time. */
    private static final String SUSPECTS =
            "UPDATE delivery SET suspect = 1 WHERE state = " + DeliveryState.RUNNING.code();

    private final Connection target;

    CopiedWork(Connection target) {
        this.target = target;
    }

    /** Makes the rows, and returns how many deliveries are not finished. */
    int make() throws SQLException {
        update(SUSPECTS);
        Map<Long, Set<Long>> scopes = scopes();
        try (PreparedStatement work =
                        target.prepareStatement("INSERT INTO work (entry, part, scopes) VALUES (?, 0, ?)");
                PreparedStatement scope =
                        target.prepareStatement("INSERT INTO work_scope (scope, entry) VALUES (?, ?)")) {
            for (Map.Entry<Long, Set<Long>> delivery : scopes.entrySet()) {
                work.setLong(1, delivery.getKey());
                work.setArray(
                        2, target.createArrayOf("bigint", delivery.getValue().toArray()));
                work.executeUpdate();
                for (long number : delivery.getValue()) {
                    scope.setLong(1, number);
                    scope.setLong(2, delivery.getKey());
                    scope.executeUpdate();
                }
            }
        }
        update(APART);
        return scopes.size();
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private Map<Long, Set<Long>> scopes() throws SQLException {
        Map<Long, Set<Long>> scopes = new TreeMap<>();
        try (PreparedStatement statement = target.prepareStatement(AWAITED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Set<Long> own = scopes.computeIfAbsent(rows.getLong(1), entry -> new LinkedHashSet<>());
                if (rows.getString(9) != null) {
                    own.add(QueueKey.of(planned(rows), facts(rows)).number());
                }
            }
        }
        return scopes;
    }

    private static Planned planned(ResultSet rows) throws SQLException {
        Policy policy = new Policy(
                Policy.Concurrency.valueOf(rows.getString(11)),
                0,
                false,
                Optional.ofNullable(rows.getString(12)),
                Policy.Track.AWAITED);
        return new Planned(rows.getString(9), rows.getString(10), policy, Optional.empty());
    }

    /** Returns what decides a queue. */
    private static Facts facts(ResultSet rows) throws SQLException {
        long number = rows.getLong(8);
        @Nullable Long numberIfAny = rows.wasNull() ? null : (Long) number;
        return new Facts(
                new Event(rows.getString(2)),
                null,
                value(rows.getString(3), Owner::new),
                value(rows.getString(4), Repository::new),
                value(rows.getString(5), RefName::new),
                value(rows.getString(6), RefName::new),
                rows.getString(7),
                null,
                null,
                numberIfAny,
                false,
                null,
                Map.of());
    }

    private static <T> @Nullable T value(@Nullable String text, Function<String, T> make) {
        return text == null ? null : make.apply(text);
    }
}
