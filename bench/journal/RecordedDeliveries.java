import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Records deliveries of one payload in a journal, each with one action that prints a line. Every method blocks. */
final class RecordedDeliveries {

    private static final Planned ACTION = new Planned("hook", "push", Policy.DEFAULT);
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "User-Agent", "GitHub-Hookshot/bench", "X-GitHub-Event", "push");

    private final Journal journal;
    private final byte[] body;
    private final InstantSource clock;

    RecordedDeliveries(Journal journal, byte[] body, InstantSource clock) {
        this.journal = journal;
        this.body = body;
        this.clock = clock;
    }

    /** Accepts one of this branch. */
    Hold append(String branch, Optional<Start> start) {
        Facts facts = Facts.about(new Event("push"))
                .owner(new Owner("bench"))
                .repository(new Repository("site"))
                .branch(new RefName(branch))
                .ref("refs/heads/" + branch)
                .build();
        Delivery delivery = new Delivery(
                new DeliveryKey("github", "1", UUID.randomUUID().toString()),
                facts,
                Payload.of(body),
                PayloadDigest.of(body),
                clock.instant());
        Appended appended = journal.append(delivery, new StoredRequest(HEADERS), List.of(ACTION), start)
                .toCompletableFuture()
                .join();
        if (appended instanceof Appended.Accepted accepted) {
            return accepted.entry().hold();
        }
        throw new IllegalStateException("not accepted: " + appended);
    }

    /** A start at this moment. */
    Start start() {
        return new Start(UUID.randomUUID().toString(), clock.instant());
    }

    /** Starts the action of one that did not start with its acceptance. */
    void begin(Hold hold) {
        kept(journal.started(new Attempt(hold, 0, 1), start()));
    }

    /** Ends the action, and the delivery with it. */
    void end(Hold hold) {
        kept(journal.endedLast(
                new Attempt(hold, 0, 1),
                new Outcome(Ending.EXITED, 0, "deployed\n", "", false, null),
                clock.instant(),
                Duration.ofMillis(1),
                DeliveryState.SUCCEEDED));
    }

    private static void kept(CompletionStage<Journal.Ownership> stage) {
        Journal.Ownership ownership = stage.toCompletableFuture().join();
        if (ownership != Journal.Ownership.KEPT) {
            throw new IllegalStateException("another server has it: " + ownership);
        }
    }
}
