package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.sql.DeliveryRow;
import dev.jenvoy.journal.sql.Listeners;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;

/** Records a delivery that has no effect. Keeps its facts, not its payload. */
final class IgnoredDelivery implements Change<Long> {

    private static final String INSERT = "INSERT INTO delivery (" + DeliveryRow.COLUMNS
            + ", entry, state, redelivery, received, finished, digest)"
            + " VALUES (" + DeliveryRow.PARAMETERS + ", ?, ?, 0, ?, ?, '')";

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
        long entry = numbers.next(session);
        DeliveryRow.bind(session.bind(INSERT), key, facts)
                .with(entry)
                .with(disposition.state().code())
                .with(received)
                .with(received)
                .update();
        return entry;
    }

    @Override
    public void recorded(Long entry) {
        news.tell(new JournalEvent.Noted(entry, key, facts, disposition));
    }
}
