package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.sql.OperatorRequestRow;
import dev.jenvoy.journal.sql.Transitions;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Asks for a delivery to be cancelled, whichever server holds it. */
final class CancelledWork implements Change<CancelledWork.Asked> {

    // Like every change, it locks what is held before what it is of.
    private static final String ASK =
            "UPDATE work SET cancel = true WHERE entry = ? AND part = 0" + " RETURNING coalesce(owner, 0)";

    private final Cluster cluster;
    private final SharedNews news;
    private final long entry;
    private final Optional<OperatorRequest> request;

    CancelledWork(Cluster cluster, SharedNews news, long entry, Optional<OperatorRequest> request) {
        this.cluster = cluster;
        this.news = news;
        this.entry = entry;
        this.request = request;
    }

    /**
     * The result.
     *
     * @param owner the number of the server that holds it; 0 if no server does
     */
    record Asked(boolean isLegal, long owner) {}

    @Override
    public Asked apply(Session session) throws SQLException {
        Optional<Long> owner = session.bind(ASK).with(entry).first(row -> row.number());
        if (owner.equals(Optional.of(news.me()))) {
            boolean unusedNews = news.cancelled().add(entry);
        }
        boolean isLegal = owner.isPresent() && Transitions.cancel(session, entry);
        if (isLegal && request.isPresent()) {
            OperatorRequestRow.insert(session, entry, request.get());
        }
        return new Asked(isLegal, owner.orElse(0L));
    }

    @Override
    public void recorded(Asked asked) {
        if (!asked.isLegal()) {
            return;
        }
        if (asked.owner() == news.me()) {
            news.tell(new JournalEvent.CancelRequested(entry));
        } else if (asked.owner() != 0) {
            cluster.notices().tell(Math.toIntExact(asked.owner()), Notice.Kind.YOURS, List.of(entry));
        } else {
            news.tellOfWork();
        }
    }
}
