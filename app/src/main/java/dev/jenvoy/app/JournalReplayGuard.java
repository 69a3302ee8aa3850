package dev.jenvoy.app;

import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.sender.ReplayGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the proofs that senders have used, in the journal's file. */
final class JournalReplayGuard implements ReplayGuard {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UsedProofs proofs;

    JournalReplayGuard(UsedProofs proofs) {
        this.proofs = proofs;
    }

    @Override
    public Use markUsed(String proof, Instant until) {
        try {
            UsedProofs.Noted noted =
                    proofs.note(proof, until).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return switch (noted) {
                case NEW -> Use.NEW;
                case KNOWN -> Use.REPLAYED;
                case NO_ROOM -> Use.UNAVAILABLE;
            };
        } catch (ExecutionException e) {
            LOG.error("the record of used proofs cannot be written cause=\"{}\"", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.error("the record of used proofs cannot be written cause=\"no answer within {}\"", PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Use.UNAVAILABLE;
    }
}
