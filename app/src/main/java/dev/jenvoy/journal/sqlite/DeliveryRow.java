package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A delivery's key and facts as a row. */
final class DeliveryRow {

    /** The columns that {@link #key} and {@link #facts} read, from the first. */
    static final String COLUMNS =
            "source, webhook, id, event, action, owner, repository, branch, tag, ref, sha, sender, number, deletion";

    static final int COUNT = 14;

    private DeliveryRow() {}

    static DeliveryKey key(ResultSet row) throws SQLException {
        return new DeliveryKey(row.getString(1), row.getString(2), row.getString(3));
    }

    static Facts facts(ResultSet row) throws SQLException {
        long number = row.getLong(13);
        boolean numbered = !row.wasNull();
        return new Facts(
                new Event(row.getString(4)),
                row.getString(5),
                value(row.getString(6), Owner::new),
                value(row.getString(7), Repository::new),
                value(row.getString(8), RefName::new),
                value(row.getString(9), RefName::new),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                numbered ? number : null,
                row.getInt(14) != 0);
    }

    private static <T> @Nullable T value(@Nullable String text, Function<String, T> make) {
        return text == null ? null : make.apply(text);
    }

    /** Sets the parameters for {@link #COLUMNS}, from the first. */
    static void set(PreparedStatement statement, DeliveryKey key, Facts facts) throws SQLException {
        statement.setString(1, key.source());
        statement.setString(2, key.webhook());
        statement.setString(3, key.id());
        statement.setString(4, facts.event().name());
        statement.setString(5, facts.action());
        Owner owner = facts.owner();
        statement.setString(6, owner == null ? null : owner.name());
        Repository repository = facts.repository();
        statement.setString(7, repository == null ? null : repository.name());
        statement.setString(8, text(facts.branch()));
        statement.setString(9, text(facts.tag()));
        statement.setString(10, facts.ref());
        statement.setString(11, facts.sha());
        statement.setString(12, facts.sender());
        Long number = facts.number();
        if (number == null) {
            statement.setNull(13, Types.INTEGER);
        } else {
            statement.setLong(13, number);
        }
        statement.setInt(14, facts.deletion() ? 1 : 0);
    }

    private static @Nullable String text(@Nullable RefName name) {
        return name == null ? null : name.name();
    }
}
