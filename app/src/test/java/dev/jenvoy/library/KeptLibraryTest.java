package dev.jenvoy.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLibraryTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lib-1.so");
    }

    private URL packed(String content) {
        try {
            return Files.writeString(folder.resolve("packed"), content).toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void it_is_unpacked_once_and_for_its_owner_alone() throws Exception {
        assertThat(KeptLibrary.exists(file, () -> packed("first"))).isTrue();
        assertThat(KeptLibrary.exists(file, () -> packed("second"))).isTrue();

        assertThat(file).hasContent("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwx------");
    }

    @Test
    void one_that_is_not_among_the_resources_does_not_exist() throws Exception {
        assertThat(KeptLibrary.exists(file, () -> null)).isFalse();
    }

    @Test
    void one_that_cannot_be_read_leaves_nothing_behind() throws Exception {
        URL gone = folder.resolve("gone").toUri().toURL();

        assertThatThrownBy(() -> KeptLibrary.exists(file, () -> gone)).isInstanceOf(IOException.class);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
