package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.DeliveryState;
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

/** The end of a delivery, by the server that holds what it waits for. */
final class DeliveryEnd implements Change<Ownership> {

    private final SharedNews news;
    private final Hold hold;
    private final DeliveryState state;
    private final HeldChange.Transition transition;
    private boolean isFollowed;
    private List<PostgresTurnstiles.Passed> passed = List.of();

    /** @param transition what it changes in the tables that both engines have */
    DeliveryEnd(SharedNews news, Hold hold, DeliveryState state, HeldChange.Transition transition) {
        this.news = news;
        this.hold = hold;
        this.state = state;
        this.transition = transition;
    }

    @Override
    public Ownership apply(Session session) throws SQLException {
        if (!HeldWork.lockAwaited(session, hold)) {
            return HeldWork.refused(session, hold, Optional.of(Part.AWAITED), news.me(), news.born());
        }
        transition.apply(session);
        isFollowed = HeldWork.endAwaited(session, hold);
        passed = news.turnstiles().leaveAll(session, hold.entry());
        return Ownership.KEPT;
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(hold.entry());
    }

    @Override
    public void recorded(Ownership ownership) {
        news.recorded(ownership, hold, List.of(new JournalEvent.Finished(hold.entry(), state)));
        if (ownership == Ownership.KEPT) {
            news.handover().ended(hold, Part.AWAITED);
            passed.forEach(news.turnstiles()::tell);
            if (isFollowed) {
                news.tellOfWork();
            }
        }
    }
}
