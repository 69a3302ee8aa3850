package dev.jenvoy.storage.engine;

import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.store.Store;

/**
 * A journal of a test.
 *
 * @param store its tables
 * @param end closes it with what belongs to it
 */
public record OpenJournal(Store store, Journal journal, History history, Figures figures, Runnable end)
        implements AutoCloseable {

    @Override
    public void close() {
        end.run();
    }
}
