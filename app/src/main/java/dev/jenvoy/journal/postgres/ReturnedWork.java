package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Lets others have parts of deliveries. Holds the locks of their scopes, so that no server accepts a delivery behind one
 * that is given back, in the belief that it is held.
 */
final class ReturnedWork implements JointChange<Ownership> {

    private static final String SCOPES =
            "SELECT DISTINCT unnest(scopes) FROM work WHERE entry = ANY(?::bigint[]) AND part = 0";
    private static final String FREE = "UPDATE work SET owner = NULL, fence = NULL, alone = false"
            + " FROM unnest(?1::bigint[], ?2::bigint[], ?3::bigint[]) AS r(entry, fence, part)"
            + " WHERE work.entry = ANY(?1::bigint[]) AND work.entry = r.entry"
            + " AND work.fence = r.fence AND work.part = r.part RETURNING r.fence";

    private final SharedNews news;
    private final Hold hold;
    private final Set<Part> parts;

    ReturnedWork(SharedNews news, Hold hold, Set<Part> parts) {
        this.news = news;
        this.hold = hold;
        this.parts = Set.copyOf(parts);
    }

    @Override
    public List<Ownership> applyTogether(Session session, List<? extends JointChange<Ownership>> alike)
            throws SQLException {
        List<ReturnedWork> all = alike.stream().map(ReturnedWork.class::cast).toList();
        ScopeLocks.lock(session, scopes(session, all));
        LongStream.Builder entries = LongStream.builder();
        LongStream.Builder fences = LongStream.builder();
        LongStream.Builder codes = LongStream.builder();
        for (ReturnedWork one : all) {
            for (Part part : one.parts) {
                entries.add(one.hold.entry());
                fences.add(one.hold.fence());
                codes.add(part.code());
            }
        }
        Set<Long> freed = Set.copyOf(session.bind(FREE)
                .with(entries.build().toArray())
                .with(fences.build().toArray())
                .with(codes.build().toArray())
                .all(Row::number));
        return all.stream()
                .map(one -> freed.contains(one.hold.fence()) ? Ownership.KEPT : Ownership.LOST)
                .toList();
    }

    private static LongStream scopes(Session session, List<ReturnedWork> all) throws SQLException {
        long[] entries = all.stream().mapToLong(one -> one.hold.entry()).toArray();
        return session.bind(SCOPES).with(entries).all(Row::number).stream().mapToLong(Long::longValue);
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(hold.entry());
    }

    @Override
    public void recorded(Ownership ownership) {
        parts.forEach(part -> news.handover().ended(hold, part));
        if (parts.contains(Part.AWAITED)) {
            news.released(hold.entry());
        }
        if (ownership == Ownership.KEPT) {
            news.tellOfWork();
        }
    }
}
