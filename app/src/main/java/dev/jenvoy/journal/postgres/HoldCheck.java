package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what the database says that this server holds, and this server does not know of: a database that lost its last changes may have
 * gone back to that. It is given back, so that somebody runs it. For use by one thread.
 */
final class HoldCheck {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");
    private static final String HELD = "SELECT entry, fence, part FROM work WHERE owner = ?";

    private final Store store;
    private final SharedNews news;

    /** What was unknown at the last check; what is new may be on its way here. */
    private Set<Held> unknown = Set.of();

    HoldCheck(Store store, SharedNews news) {
        this.store = store;
        this.news = news;
    }

    private record Held(Hold hold, Part part) {}

    /** Gives back what was unknown the last time too. Blocks. */
    void check() throws SQLException {
        long me = news.me();
        List<Held> all = store.read(session -> session.bind(HELD)
                .with(me)
                .all(row -> new Held(new Hold(row.number(), row.number()), Part.of(row.count()))));
        Set<Held> now = new HashSet<>();
        for (Held held : all) {
            if (!news.handover().isHeld(held.hold().fence(), held.part())) {
                now.add(held);
            }
        }
        for (Held held : now) {
            if (unknown.contains(held)) {
                LOG.error(
                        "a delivery was held and not known entry={} part={}",
                        held.hold().entry(),
                        held.part());
                CompletionStage<?> unusedReturning =
                        store.write(Durability.PROCESS, new ReturnedWork(news, held.hold(), Set.of(held.part())));
            }
        }
        unknown = now;
    }
}
