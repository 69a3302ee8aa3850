package dev.jenvoy.journal.sql.exchange;

import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.exchange.KeptExchange;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps responses in the table {@code exchange} of the journal's database. */
public final class SqlExchanges implements Exchanges {

    /** Deletes the response to a delivery. */
    public static final String DELETE = "DELETE FROM exchange WHERE entry = ?";

    private static final String INSERT = "INSERT INTO exchange (entry, peer, answered, status, type, body, length)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND =
            "SELECT peer, answered, status, type, body, length FROM exchange WHERE entry = ?";

    private final Store store;

    /** @param store the journal's database */
    public SqlExchanges(Store store) {
        this.store = store;
    }

    @Override
    public void keep(long entry, KeptExchange exchange) {
        store.writeBehind(session -> session.bind(INSERT)
                .with(entry)
                .with(exchange.peer())
                .with(Micros.of(exchange.answered()))
                .with((long) exchange.status())
                .with(exchange.contentType())
                .with(exchange.body())
                .with((long) exchange.length())
                .update());
    }

    @Override
    public Optional<KeptExchange> of(long entry) {
        try {
            return store.read(session -> session.bind(FIND).with(entry).first(SqlExchanges::exchange));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    private static KeptExchange exchange(Row row) throws SQLException {
        return new KeptExchange(
                row.text(), Micros.instant(row.number()), row.count(), row.text(), row.text(), row.count());
    }
}
