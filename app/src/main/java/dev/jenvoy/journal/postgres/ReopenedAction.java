package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.Transitions;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An action apart that ended is to be tried again. If its part has ended, it is held again: by this server if it leads, else by who claims
 * it. If this server holds the part, it goes on with that. The result is the hold that this server has.
 */
final class ReopenedAction implements Change<Optional<Hold>> {

    private static final String HELD =
            "SELECT coalesce(owner, 0), coalesce(fence, 0) FROM work" + " WHERE entry = ? AND part = ? FOR UPDATE";
    private static final String FENCE = "SELECT nextval('fence_no')";

    private final AcceptanceServer server;
    private final SharedNews news;
    private final long entry;
    private final int position;
    private final Instant due;

    ReopenedAction(AcceptanceServer server, SharedNews news, long entry, int position, Instant due) {
        this.server = server;
        this.news = news;
        this.entry = entry;
        this.position = position;
        this.due = due;
    }

    private record Held(long owner, long fence) {}

    @Override
    public Optional<Hold> apply(Session session) throws SQLException {
        Part part = HeldWork.partOf(session, entry, position)
                .filter(found -> found != Part.AWAITED)
                .orElseThrow(() -> new IllegalStateException("entry " + entry + " has no such action apart"));
        Hold mine = new Hold(entry, session.number(FENCE));
        boolean leads = server.cluster().isLeader();
        if (HeldWork.reopen(session, mine, part, leads ? Optional.of(news.me()) : Optional.empty())) {
            Transitions.retry(session, new Transitions.Place(entry, position), due);
            if (!leads) {
                return Optional.empty();
            }
            server.handover().held(mine, Set.of(part));
            return Optional.of(mine);
        }
        Held held = session.bind(HELD)
                .with(entry)
                .with(part.code())
                .first(row -> new Held(row.number(), row.number()))
                .orElseThrow(() -> new SQLException("a part of entry " + entry + " vanished"));
        if (held.owner() != 0 && held.owner() != news.me()) {
            // The other server would not know of it.
            throw new IllegalStateException("other actions of entry " + entry + " are under way at another server");
        }
        Transitions.retry(session, new Transitions.Place(entry, position), due);
        return held.owner() == 0 ? Optional.empty() : Optional.of(new Hold(entry, held.fence()));
    }

    @Override
    public void recorded(Optional<Hold> hold) {
        news.tell(new JournalEvent.Retrying(entry, position, due));
        if (hold.isEmpty()) {
            news.tellOfWork();
        }
    }
}
