package dev.jenvoy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of the process requests may take together, before anyone has vouched for them. What is left over is for the
 * journal, the hooks, and work on what was accepted.
 *
 * @param connections of the public listener
 * @param adminConnections of the admin listener
 * @param bodiesInMemory bytes of the heap
 * @param bodiesOnDisk bytes of the disk, where one payload does not take more
 * @param bodyFiles files that are open while a body arrives
 */
record Capacity(int connections, int adminConnections, long bodiesInMemory, long bodiesOnDisk, int bodyFiles) {

    /** What an unfinished head may take of the heap, as measured with heads of many short fields. */
    private static final long HEAD = 32 * 1024;

    private static final int MOST_CONNECTIONS = 8192;
    private static final int MOST_ADMIN_CONNECTIONS = 256;
    private static final long MOST_ON_DISK = 512L << 20;

    /** What many systems give a process, and what is assumed where that cannot be read. */
    private static final long DESCRIPTORS = 1024;

    private static final String LIMIT = "Max open files";

    /**
     * Shares of what there is: a quarter of the heap for heads and one for bodies; of the descriptors half for connections,
     * an eighth each for the admin listener's and for files of bodies, and so a quarter for the journal and hooks.
     */
    static Capacity of(long heap, long descriptors) {
        return new Capacity(
                (int) Math.max(16, Math.min(MOST_CONNECTIONS, Math.min(heap / 4 / HEAD, descriptors / 2))),
                (int) Math.max(16, Math.min(MOST_ADMIN_CONNECTIONS, descriptors / 8)),
                heap / 4,
                MOST_ON_DISK,
                (int) Math.max(16, Math.min(MOST_CONNECTIONS, descriptors / 8)));
    }

    static Capacity ofThisProcess() {
        return of(Runtime.getRuntime().maxMemory(), descriptors());
    }

    /** The JVM has raised its limit as far as it may when this is read. */
    private static long descriptors() {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.isReadable(limits)) {
            return DESCRIPTORS;
        }
        try {
            return descriptors(Files.readAllLines(limits));
        } catch (IOException e) {
            return DESCRIPTORS;
        }
    }

    static long descriptors(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(LIMIT))
                .map(line -> line.substring(LIMIT.length()).strip().split("\\s+", 2)[0])
                .map(number -> number.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(number))
                .findFirst()
                .orElse(DESCRIPTORS);
    }
}
