package dev.jenvoy.journal.sql;

import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener; what one throws keeps nothing from the others. */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /** Returns whether there are no listeners. */
    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    public void tell(JournalEvent news) {
        for (Listener listener : listeners) {
            try {
                listener.on(news);
            } catch (RuntimeException | Error e) {
                LOG.error("listener failed entry={}", news.entry(), e);
            }
        }
    }
}
