package dev.jenvoy.crash.kit;

import dev.jenvoy.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            while (!Files.exists(file)) {
                Thread.sleep(10);
            }
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
        } catch (InterruptedException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill() {
        List<byte[]> all = new ArrayList<>();
        while (!all.isEmpty() || all.add(new byte[1])) {
            all.add(new byte[100_000]);
        }
    }
}
