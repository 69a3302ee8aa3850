package dev.jenvoy.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Gives a program another time of day. Its monotonic time stays right: no machine's runs backwards. */
public final class FakeClock {

    private FakeClock() {}

    /** Aborts the test if the library for it is missing. */
    public static void need() {
        Component.needFile(library(), "faketime");
    }

    /**
     * Returns what to write before a command so that it becomes that command with another clock. The program {@code faketime}
     * would stay its parent.
     *
     * @param offset such as {@code +10m}; empty: the right clock
     */
    public static List<String> prefix(String offset) {
        return offset.isEmpty()
                ? List.of()
                : List.of("env", "LD_PRELOAD=" + library(), "FAKETIME=" + offset, "DONT_FAKE_MONOTONIC=1");
    }

    private static Path library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
