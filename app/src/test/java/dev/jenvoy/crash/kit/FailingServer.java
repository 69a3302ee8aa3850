package dev.jenvoy.crash.kit;

import dev.jenvoy.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** A server with a thread that fails when a file appears beside its configuration. The file says how. */
public final class FailingServer {

    /** The file that makes the thread fail. */
    public static final String FILE = "fail";

    private FailingServer() {}

    /** The kinds of failures. */
    public enum How {
        /** It uses all memory, and dies of an OutOfMemoryError. */
        OUT_OF_MEMORY,
        /** The same, but the error is caught and logged, as libraries do. */
        OUT_OF_MEMORY_LOGGED,
        /** It dies of an exception. */
        EXCEPTION
    }

    public static void main(String[] args) {
        Path file = Path.of(args[args.length - 1]).resolveSibling(FILE);
        Thread failing = new Thread(() -> fail(file), "failing");
        failing.setDaemon(true);
        failing.start();
        Main.main(args);
    }

    private static void fail(Path file) {
        try {
            awaitFile(file);
            switch (How.valueOf(Files.readString(file))) {
                case OUT_OF_MEMORY -> fill();
                case OUT_OF_MEMORY_LOGGED -> {
                    try {
                        fill();
                    } catch (OutOfMemoryError e) {
                        LoggerFactory.getLogger("org.xnio.nio").error("a task failed", e);
                    }
                }
                case EXCEPTION -> throw new IllegalArgumentException("planted");
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the file has content. */
    private static void awaitFile(Path file) throws IOException, InterruptedException {
        Path folder = Objects.requireNonNull(file.getParent());
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file) || Files.size(file) == 0) {
                WatchKey changes = watch.take();
                changes.pollEvents();
                changes.reset();
            }
        }
    }

    private static void fill() {
        List<byte[]> all = new ArrayList<>();
        while (!all.isEmpty() || all.add(new byte[1])) {
            all.add(new byte[100_000]);
        }
    }
}
