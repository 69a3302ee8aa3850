package dev.jenvoy.journal.sqlite;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which proofs of senders were used, each kept as a digest until it is too old to be taken anyway. Survives a crash of
 * the process; one of the machine as soon as a delivery was accepted after it, so that whatever had an effect is
 * remembered. Each new proof makes room for itself by deleting two that are too old. Thread-safe.
 */
@CheckReturnValue
public final class UsedProofs {

    /** Kept for longer than asked, in case the clock is set back. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** About 10 MB. More that are valid at once come from a sender that has gone wild. */
    static final int MAX_PROOFS = 100_000;

    private static final String INSERT = "INSERT OR IGNORE INTO proof (digest, until) VALUES (?, ?)";
    private static final String FORGET =
            "DELETE FROM proof WHERE digest IN (SELECT digest FROM proof WHERE until < ? ORDER BY until LIMIT 2)";

    private final Store store;
    private final InstantSource clock;
    private final AtomicLong held;

    private UsedProofs(Store store, InstantSource clock, long held) {
        this.store = store;
        this.clock = clock;
        this.held = new AtomicLong(held);
    }

    /** @param clock by which they are forgotten: one that does not jump ahead, for what is forgotten can come again */
    static UsedProofs in(Store store, InstantSource clock) throws SQLException {
        return new UsedProofs(store, clock, store.read(session -> session.number("SELECT count(*) FROM proof")));
    }

    /** What came of noting one. */
    public enum Noted {
        /** Nobody used it before. */
        NEW,
        /** It was noted before. */
        KNOWN,
        /** It could not be noted: the disk is full or fails, or too many are noted already. */
        NO_ROOM
    }

    private record Result(Noted noted, int forgotten) {}

    /**
     * Notes that a proof is used.
     *
     * @param until from when on nobody takes it any more
     */
    public CompletionStage<Noted> note(String proof, Instant until) {
        byte[] digest = digest(proof);
        long forgettable = Micros.of(until.plus(GRACE));
        return store.offer(Durability.PROCESS, new Change<Result>() {
                    @Override
                    public Result apply(Session session) throws SQLException {
                        int forgotten = forget(session);
                        if (held.get() - forgotten >= MAX_PROOFS) {
                            return new Result(Noted.NO_ROOM, forgotten);
                        }
                        boolean isNew = insert(session, digest, forgettable);
                        return new Result(isNew ? Noted.NEW : Noted.KNOWN, forgotten);
                    }

                    @Override
                    public void recorded(Result result) {
                        held.addAndGet((result.noted() == Noted.NEW ? 1 : 0) - result.forgotten());
                    }
                })
                .handle((result, failure) -> {
                    if (failure == null) {
                        return result.noted();
                    }
                    if (failure instanceof NoRoomException) {
                        return Noted.NO_ROOM;
                    }
                    throw new CompletionException(failure);
                });
    }

    private int forget(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(FORGET);
        statement.setLong(1, Micros.of(clock.instant()));
        return statement.executeUpdate();
    }

    private static boolean insert(Session session, byte[] digest, long until) throws SQLException {
        PreparedStatement statement = session.prepared(INSERT);
        statement.setBytes(1, digest);
        statement.setLong(2, until);
        return statement.executeUpdate() == 1;
    }

    private static byte[] digest(String proof) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(proof.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
