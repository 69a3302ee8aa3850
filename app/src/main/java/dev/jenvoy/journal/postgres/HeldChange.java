package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A change of one action by the server that holds it. */
final class HeldChange implements Change<Ownership> {

    /** What is changed in the tables that both engines have. */
    interface Transition {
        void apply(Session session) throws SQLException;
    }

    /** What the change means for what is held. */
    enum Meaning {
        /** The action goes on, or waits. */
        GOES_ON,
        /** It has ended, unless it is tried again. */
        ENDS,
        /** It had ended, and waits again. */
        WAITS_AGAIN
    }

    private final SharedNews news;
    private final Hold hold;
    private final int position;
    private final Meaning meaning;
    private final Transition transition;
    private final List<JournalEvent> events;
    private Optional<Part> over = Optional.empty();
    private Optional<PostgresTurnstiles.Passed> passed = Optional.empty();

    HeldChange(
            SharedNews news,
            Hold hold,
            int position,
            Meaning meaning,
            Transition transition,
            List<JournalEvent> events) {
        this.news = news;
        this.hold = hold;
        this.position = position;
        this.meaning = meaning;
        this.transition = transition;
        this.events = events;
    }

    @Override
    public Ownership apply(Session session) throws SQLException {
        passed = Optional.empty();
        over = Optional.empty();
        Optional<Part> held = HeldWork.lock(session, hold, position);
        if (held.isEmpty()) {
            Optional<Part> part = HeldWork.partOf(session, hold.entry(), position);
            if (meaning != Meaning.WAITS_AGAIN
                    || part.isEmpty()
                    || part.get() == Part.AWAITED
                    || !reopened(session, part.get())) {
                return HeldWork.refused(session, hold, part, news.me(), news.born());
            }
        }
        transition.apply(session);
        if (meaning == Meaning.ENDS) {
            over = held.isPresent() && held.get() != Part.AWAITED && HeldWork.endApart(session, hold, held.get())
                    ? held
                    : Optional.empty();
            passed = news.turnstiles().leave(session, hold.entry(), position);
        }
        return Ownership.KEPT;
    }

    /** No server holds actions apart that have all ended; the server that held them last may go on. */
    private boolean reopened(Session session, Part part) throws SQLException {
        boolean reopened = hold.fence() >= news.born() && HeldWork.reopen(session, hold, part, Optional.of(news.me()));
        if (reopened) {
            news.handover().held(hold, Set.of(part));
        }
        return reopened;
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(hold.entry());
    }

    @Override
    public void recorded(Ownership ownership) {
        news.recorded(ownership, hold, events);
        over.ifPresent(part -> news.handover().ended(hold, part));
        passed.ifPresent(news.turnstiles()::tell);
    }
}
