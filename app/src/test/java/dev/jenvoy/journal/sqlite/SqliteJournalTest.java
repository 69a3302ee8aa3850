package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contract, kept by SQLite. */
final class SqliteJournalTest extends JournalContract {

    private DataFolder data;
    private JournalFile file;
    private Journal journal;
    private int deaths;

    @Override
    protected Journal open(Path path) throws Exception {
        data = DataFolder.own(path);
        file = JournalFile.open(data);
        journal = file.journal();
        return journal;
    }

    @Override
    protected History history() {
        return file.history();
    }

    @Override
    protected void end() {
        file.close();
        data.close();
    }

    @Override
    protected Path killed() throws IOException {
        return copy(data.path(), folder.resolve("after-death-" + ++deaths));
    }

    /** What a killed server leaves is what is in its files; nothing is being written while they are copied. */
    static Path copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(from)) {
            all = tree.toList();
        }
        for (Path file : all) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
        return to;
    }
}
