package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Remembers a delivery that caused nothing. Holds on to its facts, not to its payload. */
final class IgnoredDelivery implements Change<Long> {

    private static final String INSERT = "INSERT INTO delivery (" + DeliveryRow.COLUMNS
            + ", entry, state, redelivery, received, finished, digest)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, '')";

    private final DeliveryKey key;
    private final Facts facts;
    private final long received;
    private final IgnoreReason disposition;
    private final EntryIds numbers;
    private final Listeners news;

    IgnoredDelivery(Delivery delivery, IgnoreReason disposition, EntryIds numbers, Listeners news) {
        this.key = delivery.key();
        this.facts = delivery.facts();
        this.received = Micros.of(delivery.received());
        this.disposition = disposition;
        this.numbers = numbers;
        this.news = news;
    }

    @Override
    public Long apply(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(INSERT);
        DeliveryRow.set(statement, key, facts);
        long entry = numbers.next(session);
        statement.setLong(DeliveryRow.COUNT + 1, entry);
        statement.setInt(DeliveryRow.COUNT + 2, disposition.state().code());
        statement.setLong(DeliveryRow.COUNT + 3, received);
        statement.setLong(DeliveryRow.COUNT + 4, received);
        statement.executeUpdate();
        return entry;
    }

    @Override
    public void recorded(Long entry) {
        news.tell(new JournalEvent.Noted(entry, key, facts, disposition));
    }
}
