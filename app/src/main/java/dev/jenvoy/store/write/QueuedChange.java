package dev.jenvoy.store.write;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change that waits for the writing thread. */
public final class QueuedChange<T> {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** What to do with a change while nothing can be written. */
    public enum WhenFull {
        WAITS,
        IS_REFUSED
    }

    private final Durability durability;
    final WhenFull whenFull;
    private final Change<T> change;
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Exception failure;

    public QueuedChange(Durability durability, WhenFull patience, Change<T> change) {
        this.durability = durability;
        this.whenFull = patience;
        this.change = change;
    }

    /** Returns what the change must survive once it is answered. */
    public Durability durability() {
        return durability;
    }

    @CheckReturnValue
    CompletableFuture<T> stage() {
        return stage;
    }

    /** Applies the change. The result is valid once the transaction is committed. */
    public void apply(Session session) throws SQLException {
        failure = null;
        result = change.apply(session);
    }

    /** Records that the change failed: it was rolled back alone, or rejected. */
    public void refuse(Exception why) {
        failure = why;
    }

    /** Called after the commit of its transaction. */
    @SuppressWarnings("NullAway") // A change of Void results in null.
    void committed() {
        if (failure != null) {
            return;
        }
        try {
            change.recorded(result);
        } catch (RuntimeException | Error e) {
            // The change is recorded, even if a listener fails.
            LOG.error("listener to the journal failed", e);
        }
    }

    /** Completes the stage. Never throws, so that the other changes of a batch are completed too. */
    void tell() {
        try {
            if (failure == null) {
                stage.complete(result);
            } else {
                stage.completeExceptionally(failure);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a change's callback failed", e);
        }
    }
}
