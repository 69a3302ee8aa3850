package dev.jenvoy.web.admin.audit;

import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.web.admin.http.AdminRequest;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what clients of the admin listener do into the audit log. Of refused requests, it writes ten a minute of clients
 * that are not known, and ten of those that are, so that a stranger's flood hides none of theirs. It counts the
 * others. Safe for use by several threads.
 */
public final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.audit");
    private static final int PATIENCE_SECONDS = 10;
    private final AuditLog log;
    private final InstantSource clock;
    private final RefusalCount strangers;
    private final RefusalCount known;

    /** @param nanos a clock like {@link System#nanoTime} */
    public AuditTrail(AuditLog log, InstantSource clock, LongSupplier nanos) {
        this.log = log;
        this.clock = clock;
        this.strangers = new RefusalCount(nanos);
        this.known = new RefusalCount(nanos);
    }

    /**
     * Records what a client did. Blocks until the record is on disk, for ten seconds at most: what was done stays done,
     * and the log of the server says that the record is late.
     */
    public void acted(
            AdminRequest request,
            String act,
            AuditRecord.Result result,
            OptionalLong entry,
            String about,
            String detail) {
        CompletionStage<Void> kept =
                log.record(new AuditRecord(clock.instant(), act, result, request.actor(), entry, about, detail));
        try {
            kept.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("record of the audit log is late or lost act={} by={}", act, request.origin(), e);
        }
    }

    /** Records that a client was refused. Does not wait. */
    public void refused(AdminRequest request, String act, OptionalLong entry, String about, String detail) {
        boolean isKnown = request.actor().way() != AuditActor.Way.REFUSED;
        RefusalCount.Turn turn = (isKnown ? known : strangers).next();
        if (!turn.isWritten()) {
            return;
        }
        if (turn.unwritten() > 0) {
            write(new AuditRecord(
                    clock.instant(),
                    "refused",
                    AuditRecord.Result.REFUSED,
                    AuditActor.SERVER,
                    OptionalLong.empty(),
                    "",
                    turn.unwritten() + " more requests of " + (isKnown ? "known" : "unknown")
                            + " clients were refused before this, in a minute with more than "
                            + RefusalCount.MOST_WRITTEN));
        }
        write(new AuditRecord(clock.instant(), act, AuditRecord.Result.REFUSED, request.actor(), entry, about, detail));
    }

    /** Records something without waiting for it. */
    private void write(AuditRecord record) {
        log.record(record).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("record of the audit log is lost act={}", record.act(), failure);
            }
        });
    }

    /** Records that a client signed in. Does not wait. */
    public void signedIn(AdminRequest request) {
        write(new AuditRecord(
                clock.instant(),
                "sign_in",
                AuditRecord.Result.DONE,
                request.actor(),
                OptionalLong.empty(),
                request.pass().role().map(role -> "role " + role.word()).orElse(""),
                ""));
    }

    /** Records that a client signed out. Does not wait. */
    public void signedOut(AdminRequest request) {
        write(new AuditRecord(
                clock.instant(), "sign_out", AuditRecord.Result.DONE, request.actor(), OptionalLong.empty(), "", ""));
    }
}
