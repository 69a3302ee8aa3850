package dev.jenvoy.store.write;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
    private boolean setAside;

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

    /** Returns the number of what must wait rather than fail; empty if the change may fail. */
    public OptionalLong subject() {
        return whenFull == WhenFull.WAITS ? change.subject() : OptionalLong.empty();
    }

    /** Applies the change. The result is valid once the transaction is committed. */
    public void apply(Session session) throws SQLException {
        failure = null;
        setAside = false;
        result = change.apply(session);
    }

    /**
     * Applies changes in their order. Those that follow each other and can be joined are applied together. If this fails, all
     * of them must be rolled back.
     */
    public static void applyAll(Session session, List<QueuedChange<?>> changes) throws SQLException {
        for (int i = 0; i < changes.size(); ) {
            int end = i + 1;
            if (changes.get(i).change instanceof JointChange<?> first) {
                while (end < changes.size() && changes.get(end).change.getClass() == first.getClass()) {
                    end++;
                }
            }
            if (end - i == 1) {
                changes.get(i).apply(session);
            } else {
                applyTogether(session, changes.subList(i, end));
            }
            i = end;
        }
    }

    @SuppressWarnings("unchecked") // All changes of a class have results of one type.
    private static void applyTogether(Session session, List<QueuedChange<?>> alike) throws SQLException {
        List<JointChange<Object>> changes = new ArrayList<>();
        for (QueuedChange<?> queued : alike) {
            queued.failure = null;
            queued.setAside = false;
            changes.add((JointChange<Object>) queued.change);
        }
        List<Object> results = changes.get(0).applyTogether(session, changes);
        for (int i = 0; i < alike.size(); i++) {
            ((QueuedChange<Object>) alike.get(i)).result = results.get(i);
        }
    }

    /** Records that the change failed: it was rolled back alone, or rejected. */
    public void refuse(Exception why) {
        failure = why;
    }

    /** Says that nothing was recorded of it, and that it is to be tried again later. */
    public void setAside() {
        setAside = true;
    }

    boolean isSetAside() {
        return setAside;
    }

    /** Called after the commit of its transaction. */
    @SuppressWarnings("NullAway") // A change of Void results in null.
    void committed() {
        if (failure != null || setAside) {
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
