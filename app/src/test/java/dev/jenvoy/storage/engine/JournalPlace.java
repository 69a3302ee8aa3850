package dev.jenvoy.storage.engine;

/** Where a journal is, to be opened again and again. */
public interface JournalPlace {

    /** Opens it as a server does at its start. */
    OpenJournal open() throws Exception;
}
