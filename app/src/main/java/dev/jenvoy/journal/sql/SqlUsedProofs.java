package dev.jenvoy.journal.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps each used proof as a digest. Each new proof makes room for itself by deleting two that are too old.
 */
@CheckReturnValue
public final class SqlUsedProofs implements UsedProofs {

    /** How much longer a proof is kept, in case the clock is set back. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** Takes about 10 MB. Only a broken sender has more proofs that are valid at once. */
    public static final int MAX_PROOFS = 100_000;

    /** After how many proofs the table is counted again: other servers may write it, too. */
    private static final int EACH = 1_000;

    private static final String COUNT = "SELECT count(*) FROM proof";
    private static final String INSERT = "INSERT INTO proof (digest, until) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String FORGET =
            "DELETE FROM proof WHERE digest IN (SELECT digest FROM proof WHERE until < ? ORDER BY until LIMIT 2)";

    private final Store store;
    private final InstantSource clock;
    private final AtomicLong held;
    private final AtomicLong asked = new AtomicLong();

    private SqlUsedProofs(Store store, InstantSource clock, long held) {
        this.store = store;
        this.clock = clock;
        this.held = new AtomicLong(held);
    }

    public static SqlUsedProofs in(Store store, InstantSource clock) throws SQLException {
        return new SqlUsedProofs(store, clock, store.read(session -> session.number(COUNT)));
    }

    /** @param counted how many the table had before, if that was asked */
    private record Result(Noted noted, int forgotten, OptionalLong counted) {

        long change() {
            return (noted == Noted.NEW ? 1L : 0L) - forgotten;
        }
    }

    @Override
    public CompletionStage<Noted> note(String proof, Instant until) {
        byte[] digest = digest(proof);
        long forgettable = Micros.of(until.plus(GRACE));
        boolean isCounted = asked.incrementAndGet() % EACH == 0;
        return store.offer(Durability.PROCESS, new Change<Result>() {
                    @Override
                    public Result apply(Session session) throws SQLException {
                        OptionalLong counted =
                                isCounted ? OptionalLong.of(session.number(COUNT)) : OptionalLong.empty();
                        int forgotten = forget(session);
                        if (counted.orElse(held.get()) - forgotten >= MAX_PROOFS) {
                            return new Result(Noted.NO_ROOM, forgotten, counted);
                        }
                        boolean isNew = insert(session, digest, forgettable);
                        return new Result(isNew ? Noted.NEW : Noted.KNOWN, forgotten, counted);
                    }

                    @Override
                    public void recorded(Result result) {
                        if (result.counted().isPresent()) {
                            held.set(result.counted().getAsLong() + result.change());
                        } else {
                            held.addAndGet(result.change());
                        }
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
        return session.bind(FORGET).with(Micros.of(clock.instant())).update();
    }

    private static boolean insert(Session session, byte[] digest, long until) throws SQLException {
        return session.bind(INSERT).with(digest).with(until).update() == 1;
    }

    private static byte[] digest(String proof) {
        return Sha256.begin().digest(proof.getBytes(StandardCharsets.UTF_8));
    }
}
