package dev.jenvoy.journal.sqlite;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.sql.Listeners;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for the end of a delivery. Takes its place among the changes, so that none slips by between the look and the wait. */
@CheckReturnValue
final class EndWatch implements Change<Boolean>, Listener {

    private static final String UNFINISHED = "SELECT 1 FROM delivery WHERE entry = ? AND " + StateSql.unfinished();

    private final long entry;
    private final Listeners news;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    EndWatch(long entry, Listeners news) {
        this.entry = entry;
        this.news = news;
    }

    CompletionStage<Void> over() {
        return over.minimalCompletionStage();
    }

    @Override
    public Boolean apply(Session session) throws SQLException {
        return session.bind(UNFINISHED).with(entry).first(Row::number).isEmpty();
    }

    @Override
    public void recorded(Boolean ended) {
        if (ended) {
            over.complete(null);
        } else {
            news.add(this);
        }
    }

    @Override
    public void on(JournalEvent event) {
        if (event instanceof JournalEvent.Finished && event.entry() == entry) {
            news.remove(this);
            over.complete(null);
        }
    }
}
