package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Marks a suspect that runs with nothing beside it, one among all servers: what is poisonous ends one server at a time. The result is empty
 * while another one runs alone.
 */
final class IsolatedDelivery implements Change<Optional<Ownership>> {

    /** Those who come at the same time wait for each other here. */
    private static final long ALONE = "alone".hashCode();

    private static final String OTHER = "SELECT count(*) FROM work WHERE alone AND entry <> ?";
    private static final String MARK = "UPDATE work SET alone = true WHERE entry = ? AND part = 0";

    private final SharedNews news;
    private final Hold hold;

    IsolatedDelivery(SharedNews news, Hold hold) {
        this.news = news;
        this.hold = hold;
    }

    @Override
    public Optional<Ownership> apply(Session session) throws SQLException {
        ScopeLocks.lock(session, LongStream.of(ALONE));
        if (!HeldWork.lockAwaited(session, hold)) {
            return Optional.of(HeldWork.refused(session, hold, Optional.of(Part.AWAITED), news.me(), news.born()));
        }
        if (session.bind(OTHER).with(hold.entry()).first(row -> row.number()).orElse(0L) > 0) {
            return Optional.empty();
        }
        session.bind(MARK).with(hold.entry()).update();
        return Optional.of(Ownership.KEPT);
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(hold.entry());
    }
}
