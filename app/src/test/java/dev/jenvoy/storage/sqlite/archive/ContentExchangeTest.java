package dev.jenvoy.storage.sqlite.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old and new content change places whole, or not at all. */
final class ContentExchangeTest {

    @TempDir
    Path folder;

    private Path old;
    private Path made;

    @BeforeEach
    void fill() throws IOException {
        old = Files.createDirectory(folder.resolve("payloads"));
        Files.writeString(old.resolve("1"), "old");
        made = Files.createDirectories(folder.resolve("scratch/payloads"));
        Files.writeString(made.resolve("1"), "new");
    }

    @Test
    void the_old_content_is_in_a_folder_within() throws Exception {
        Path aside = ContentExchange.in(folder, List.of(old), List.of(made)).orElseThrow();

        assertThat(aside.getParent()).isEqualTo(folder);
        assertThat(aside.resolve("payloads/1")).hasContent("old");
        assertThat(old.resolve("1")).hasContent("new");
    }

    @Test
    void what_was_moved_is_moved_back_if_a_later_move_fails() throws Exception {
        Path missing = folder.resolve("scratch/missing");

        assertThatThrownBy(() -> ContentExchange.in(folder, List.of(old), List.of(made, missing)))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ContentExchange.in(folder, List.of(old, missing), List.of(made)))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(old.resolve("1")).hasContent("old");
        assertThat(made.resolve("1")).hasContent("new");
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(old, folder.resolve("scratch"));
    }
}
