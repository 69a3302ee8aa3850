package dev.jenvoy.storage.postgres.older;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.storage.postgres.DatabaseTables;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps what the program of these sources sends, at its release; {@code bench/record-statements.sh} runs it. */
final class RecordStatements {

    private static final Path KEPT = Path.of("src/test/resources/dev/jenvoy/storage/postgres/older");

    @Test
    void record(@TempDir Path folder) throws Exception {
        Path file = KEPT.resolve("version-" + DatabaseTables.SCHEMA.version() + ".jsonl");
        RecordedProgram.record(folder).write(file);
        assertThat(file).isNotEmptyFile();
    }
}
