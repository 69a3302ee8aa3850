package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.journal.sql.payload.StoredHeadersJson;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores a delivery's key and facts as a row. */
public final class DeliveryRow {

    /** The columns of the key. */
    public static final String KEY = "source, webhook, id";

    /** The columns of key and facts. */
    public static final String COLUMNS =
            KEY + ", event, action, owner, repository, branch, tag, ref, sha, sender, number, deletion, title,"
                    + " variables";

    /** A parameter for each of {@link #COLUMNS}. */
    public static final String PARAMETERS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private DeliveryRow() {}

    /** Reads {@link #KEY}. */
    public static DeliveryKey key(Row row) throws SQLException {
        return new DeliveryKey(row.text(), row.text(), row.text());
    }

    /** Reads what follows {@link #KEY} in {@link #COLUMNS}. */
    public static Facts facts(Row row) throws SQLException {
        return new Facts(
                new Event(row.text()),
                row.textOrNull(),
                value(row.textOrNull(), Owner::new),
                value(row.textOrNull(), Repository::new),
                value(row.textOrNull(), RefName::new),
                value(row.textOrNull(), RefName::new),
                row.textOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.numberOrNull(),
                row.flag(),
                row.textOrNull(),
                variables(row.textOrNull()));
    }

    private static Map<String, String> variables(@Nullable String json) {
        return json == null ? Map.of() : StoredHeadersJson.parse(json);
    }

    private static <T> @Nullable T value(@Nullable String text, Function<String, T> make) {
        return text == null ? null : make.apply(text);
    }

    /** Binds {@link #KEY}. */
    public static BoundStatement bind(BoundStatement statement, DeliveryKey key) throws SQLException {
        return statement.with(key.source()).with(key.webhook()).with(key.id());
    }

    /** Binds {@link #COLUMNS}. */
    public static BoundStatement bind(BoundStatement statement, DeliveryKey key, Facts facts) throws SQLException {
        Owner owner = facts.owner();
        Repository repository = facts.repository();
        return bind(statement, key)
                .with(facts.event().name())
                .with(facts.action())
                .with(owner == null ? null : owner.name())
                .with(repository == null ? null : repository.name())
                .with(text(facts.branch()))
                .with(text(facts.tag()))
                .with(facts.ref())
                .with(facts.sha())
                .with(facts.sender())
                .with(facts.number())
                .with(facts.deletion())
                .with(facts.title())
                .with(facts.variables().isEmpty() ? null : StoredHeadersJson.text(facts.variables()));
    }

    private static @Nullable String text(@Nullable RefName name) {
        return name == null ? null : name.name();
    }
}
