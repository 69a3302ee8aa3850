package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.Listeners;
import dev.jenvoy.journal.sql.UnfinishedReader;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the deliveries that earlier servers left unfinished, and those that have ended but for actions apart. Counts the death of the last server if it did not stop in
 * order.
 */
final class UnfinishedClaim implements Change<List<UnfinishedDelivery>> {

    private static final String SUSPECT = "UPDATE delivery SET suspect = 1 WHERE " + StateSql.OPEN
            + " = TRUE AND state = " + DeliveryState.RUNNING.code();
    private static final String DEATH =
            "UPDATE delivery SET deaths = deaths + 1 WHERE " + StateSql.OPEN + " = TRUE AND alone = 1";
    private static final String TOGETHER =
            "UPDATE delivery SET alone = 0 WHERE " + StateSql.OPEN + " = TRUE AND alone = 1";
    private static final String ENTRIES =
            "SELECT entry, max(open) FROM (SELECT entry, 1 AS open" + StateSql.UNFINISHED + " UNION ALL SELECT entry, 0"
                    + StateSql.UNFINISHED_APART + ") AS unfinished GROUP BY entry ORDER BY entry";

    private final UnfinishedReader reader;
    private final boolean died;
    private final Listeners news;

    UnfinishedClaim(StoredPayloads bodies, boolean died, Listeners news) {
        this.reader = new UnfinishedReader(bodies);
        this.died = died;
        this.news = news;
    }

    @Override
    public void recorded(List<UnfinishedDelivery> all) {
        all.forEach(one -> news.tell(new JournalEvent.Claimed(one)));
    }

    @Override
    public List<UnfinishedDelivery> apply(Session session) throws SQLException {
        if (died) {
            session.run(SUSPECT);
            session.run(DEATH);
        }
        session.run(TOGETHER);
        Map<Hold, Set<Part>> left = new LinkedHashMap<>();
        for (Left one : session.bind(ENTRIES).all(row -> new Left(row.number(), row.flag()))) {
            left.put(SqliteJournal.hold(one.entry()), one.isOpen() ? Part.ALL : Part.APART);
        }
        return reader.read(session, left);
    }

    private record Left(long entry, boolean isOpen) {}
}
