package dev.jenvoy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Limits how many resources all requests may use together before they are verified. The rest is for the journal, the
 * hooks, and accepted deliveries.
 *
 * @param connections connections of the public listener
 * @param adminConnections connections of the admin listener
 * @param bodiesInMemory bytes of the heap
 * @param bodiesOnDisk bytes on disk, unless a single payload may be larger
 * @param bodyFiles files that are open while a body arrives
 */
record Capacity(int connections, int adminConnections, long bodiesInMemory, long bodiesOnDisk, int bodyFiles) {

    /** The bytes of the heap that an unfinished head may use, measured with many short header fields. */
    private static final long HEAD = 32 * 1024;

    private static final int MOST_CONNECTIONS = 8192;
    private static final int MOST_ADMIN_CONNECTIONS = 256;
    private static final long MOST_ON_DISK = 512L << 20;

    /** The limit of many systems, used if the actual one cannot be read. */
    private static final long DESCRIPTORS = 1024;

    private static final String LIMIT = "Max open files";

    /**
     * Divides the resources. A quarter of the heap is for heads, a quarter for bodies. Half of the descriptors are for
     * connections, an eighth for the admin listener's, an eighth for files of bodies, and a quarter for the journal and
     * hooks.
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

    /** Returns the limit of descriptors. The JVM has already raised it as far as possible. */
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
