package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.sql.DeliveryRow;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;

/** Records a delivery that causes nothing. Keeps its facts, not its payload. */
final class NotedDelivery implements Change<Long> {

    private static final String INSERT = "INSERT INTO delivery (" + DeliveryRow.COLUMNS
            + ", state, received, finished, entry, redelivery, digest)"
            + " VALUES (" + DeliveryRow.PARAMETERS + ", ?, ?, ?, nextval('entry_no'), 0, '') RETURNING entry";

    private final DeliveryKey key;
    private final Facts facts;
    private final long received;
    private final IgnoreReason disposition;
    private final SharedNews news;

    NotedDelivery(Delivery delivery, IgnoreReason disposition, SharedNews news) {
        this.key = delivery.key();
        this.facts = delivery.facts();
        this.received = Micros.of(delivery.received());
        this.disposition = disposition;
        this.news = news;
    }

    @Override
    public Long apply(Session session) throws SQLException {
        return DeliveryRow.bind(session.bind(INSERT), key, facts)
                .with(disposition.state().code())
                .with(received)
                .with(received)
                .first(row -> row.number())
                .orElseThrow(() -> new SQLException("a delivery without a number"));
    }

    @Override
    public void recorded(Long entry) {
        news.tell(new JournalEvent.Noted(entry, key, facts, disposition));
    }
}
