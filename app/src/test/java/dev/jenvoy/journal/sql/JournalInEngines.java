package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.storage.engine.JournalPlace;
import dev.jenvoy.storage.engine.OpenJournal;
import dev.jenvoy.storage.engine.StoreEngine;
import dev.jenvoy.store.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal of a server that is alone, in each engine. */
@ParameterizedClass
@EnumSource
abstract class JournalInEngines {

    @Parameter
    StoreEngine engine;

    @TempDir
    Path folder;

    OpenJournal file;
    Journal journal;

    private final Map<Long, Hold> holds = new HashMap<>();
    private JournalPlace place;

    @BeforeEach
    void place() throws Exception {
        place = engine.journal(folder.resolve("data"));
        open();
    }

    private void open() throws Exception {
        file = place.open();
        journal = file.journal();
    }

    @AfterEach
    void close() {
        file.close();
    }

    /** An orderly end and another start. */
    void reopen() throws Exception {
        close();
        open();
    }

    Entry enter(Delivery delivery, List<Planned> plan) {
        Entry entry = ((Appended.Accepted) done(journal.append(delivery, HEADERS, plan))).entry();
        holds.put(entry.id(), entry.hold());
        return entry;
    }

    long accept(Delivery delivery) {
        return enter(delivery, ONE).id();
    }

    /** Returns the hold of a delivery that was accepted since the last start. */
    Hold hold(long entry) {
        return holds.get(entry);
    }

    Attempt attempt(long entry, int position, int number) {
        return new Attempt(hold(entry), position, number);
    }

    int write(String sql) {
        return done(file.store()
                .write(Durability.MACHINE, session -> session.bind(sql).update()));
    }
}
