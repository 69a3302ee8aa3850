package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.journal.share.Wish;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Leaves a wish about an action apart to the server that holds it, or will. The result says whether that is another one. */
final class WishedAction implements Change<Boolean> {

    private static final String HOLDER = "SELECT coalesce(owner, 0) FROM work WHERE entry = ?1 AND part > 0"
            + " AND part = (SELECT apart FROM action WHERE entry = ?1 AND position = ?2)";
    private static final String LEAVE =
            "INSERT INTO wish (entry, position, wish) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final Cluster cluster;
    private final long entry;
    private final int position;
    private final Wish wish;
    private long holder;

    WishedAction(Cluster cluster, long entry, int position, Wish wish) {
        this.cluster = cluster;
        this.entry = entry;
        this.position = position;
        this.wish = wish;
    }

    @Override
    public Boolean apply(Session session) throws SQLException {
        Optional<Long> found = session.bind(HOLDER).with(entry).with(position).first(row -> row.number());
        holder = found.orElse(0L);
        if (found.isEmpty() || holder == cluster.number()) {
            return false;
        }
        session.bind(LEAVE).with(entry).with(position).with(wish.name()).update();
        return true;
    }

    @Override
    public void recorded(Boolean left) {
        if (left && holder != 0) {
            cluster.notices().tell(Math.toIntExact(holder), Notice.Kind.YOURS, List.of(entry));
        }
    }
}
