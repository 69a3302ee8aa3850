package dev.jenvoy.journal.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for the end of deliveries that any server may run. Thread-safe. */
@CheckReturnValue
final class EndWaiters {

    private static final String ENDED = "SELECT e FROM unnest(?::bigint[]) AS e"
            + " WHERE NOT EXISTS (SELECT 1 FROM delivery WHERE entry = e AND " + StateSql.unfinished() + ")";

    private final Store store;
    private final Runnable look;
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** @param look has {@link #look} called soon */
    EndWaiters(Store store, Runnable look) {
        this.store = store;
        this.look = look;
    }

    /** Completes when the delivery has ended. */
    CompletionStage<Void> over(long entry) {
        CompletableFuture<Void> end = waiting.computeIfAbsent(entry, absent -> new CompletableFuture<>());
        look.run();
        return end.minimalCompletionStage();
    }

    /** These have ended, as somebody says who knows. */
    void ended(Collection<Long> entries) {
        for (long entry : entries) {
            CompletableFuture<Void> end = waiting.remove(entry);
            if (end != null) {
                end.complete(null);
            }
        }
    }

    /** Looks which have ended, in case no server said so. Blocks. */
    void look() throws SQLException {
        List<Long> all = List.copyOf(waiting.keySet());
        if (!all.isEmpty()) {
            long[] entries = all.stream().mapToLong(Long::longValue).toArray();
            ended(store.read(session -> session.bind(ENDED).with(entries).all(Row::number)));
        }
    }
}
