package dev.jenvoy.store;

import com.google.errorprone.annotations.CheckReturnValue;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change on its way through the writing thread. */
final class QueuedChange<T> {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** What to do with a change while nothing can be written. */
    enum WhenFull {
        WAITS,
        IS_REFUSED
    }

    final Durability durability;
    final WhenFull whenFull;
    private final Change<T> change;
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Exception failure;

    QueuedChange(Durability durability, WhenFull patience, Change<T> change) {
        this.durability = durability;
        this.whenFull = patience;
        this.change = change;
    }

    @CheckReturnValue
    CompletableFuture<T> stage() {
        return stage;
    }

    /** Applies the change; what it finds out counts once the transaction is committed. */
    void apply(Session session) throws SQLException {
        failure = null;
        result = change.apply(session);
    }

    /** Nothing came of it: it was undone alone, or not taken at all. */
    void refuse(Exception why) {
        failure = why;
    }

    /** The transaction that it was part of is committed. */
    @SuppressWarnings("NullAway") // A change of Void results in null.
    void committed() {
        if (failure != null) {
            return;
        }
        try {
            change.recorded(result);
        } catch (RuntimeException | Error e) {
            // It is recorded, whatever becomes of those who are told.
            LOG.error("listener to the journal failed", e);
        }
    }

    /** Tells whoever waits what came of it. Throws nothing: the others of a round are still to be told. */
    void tell() {
        try {
            if (failure == null) {
                stage.complete(result);
            } else {
                stage.completeExceptionally(failure);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a change's end could not be told", e);
        }
    }
}
