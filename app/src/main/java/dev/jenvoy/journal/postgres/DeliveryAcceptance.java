package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.share.QueueKey;
import dev.jenvoy.journal.sql.KeyHash;
import dev.jenvoy.journal.sql.payload.KeptRequest;
import dev.jenvoy.journal.sql.payload.StoredContent;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Accepts one delivery, unless it is under way, or its key is known with another event or payload. */
final class DeliveryAcceptance implements JointChange<Appended> {

    /** Larger payloads are read again where they are needed, in place of being held in memory. */
    private static final int HELD = 64 << 10;

    final Delivery delivery;
    final List<Planned> plan;
    final Optional<Start> start;
    final KeptRequest request;
    final StoredContent content;
    final long keyHash;
    final long[] scopes;

    /** The last claim of which this server had taken everything up when it asked for this. */
    final long takenUp;

    private final AcceptanceServer server;
    private final BiConsumer<Entry, Optional<Start>> accepted;

    /** @param start of the first action, if that starts with the acceptance */
    DeliveryAcceptance(
            Delivery delivery,
            List<Planned> plan,
            Optional<Start> start,
            KeptRequest request,
            StoredContent content,
            AcceptanceServer server,
            BiConsumer<Entry, Optional<Start>> accepted) {
        this.delivery = delivery;
        this.plan = List.copyOf(plan);
        this.start = start;
        this.request = request;
        this.content = content;
        this.server = server;
        this.accepted = accepted;
        this.keyHash = KeyHash.of(delivery.key());
        this.scopes = scopes(plan, delivery);
        this.takenUp = server.handover().takenUp();
    }

    /** The queues in which it waits for other deliveries from the first. */
    static long[] scopes(List<Planned> plan, Delivery delivery) {
        return plan.stream()
                .filter(planned -> !planned.policy().apart())
                .filter(planned -> isQueued(planned.policy().concurrency()))
                .mapToLong(planned -> QueueKey.of(planned, delivery.facts()).number())
                .distinct()
                .toArray();
    }

    private static boolean isQueued(Policy.Concurrency concurrency) {
        return concurrency == Policy.Concurrency.ORDERED || concurrency == Policy.Concurrency.LATEST;
    }

    @Override
    public List<Appended> applyTogether(Session session, List<? extends JointChange<Appended>> alike)
            throws SQLException {
        List<DeliveryAcceptance> all =
                alike.stream().map(DeliveryAcceptance.class::cast).toList();
        return new AcceptanceBatch(session, server).accept(all);
    }

    /** Whether there is an action for which it waits. */
    boolean isAwaited() {
        return !plan.get(0).policy().apart();
    }

    /** Whether there are actions of a part, see {@link WorkTables}. */
    boolean has(Policy.Track track) {
        return plan.stream().anyMatch(planned -> planned.policy().track() == track);
    }

    /** The delivery as those hold it who run it: what is large, or waits long, is read from the journal. */
    Delivery held(StoredPayloads bodies) {
        long size = delivery.payload().size();
        boolean isHeld = size <= HELD && !plan.get(plan.size() - 1).policy().apart();
        return isHeld || content == StoredContent.ELSEWHERE
                ? delivery
                : new Delivery(
                        delivery.key(),
                        delivery.facts(),
                        bodies.payload(request.keeper(), size, content.file),
                        delivery.digest(),
                        delivery.received());
    }

    /** @param begins whether its first action starts now */
    DeliveryState state(boolean begins) {
        if (!isAwaited()) {
            return IgnoreReason.of(delivery.facts()).state();
        }
        return begins ? DeliveryState.RUNNING : DeliveryState.QUEUED;
    }

    @Override
    public void recorded(Appended result) {
        if (result instanceof Appended.Accepted done) {
            request.committed();
            accepted.accept(done.entry(), done.entry().holdsAwaited() ? start : Optional.empty());
            server.handover().told(done.entry().id());
        } else if (result instanceof Appended.Elsewhere) {
            request.committed();
        }
    }
}
