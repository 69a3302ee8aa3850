package dev.jenvoy.sender.json;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Keeps payloads that are parsed at the same time from taking all of the memory, however they are made: what a scan holds is
 * at most some twenty times its payload, and {@link JsonScan} has a limit for each. Two of more than 2 MB, or as many
 * smaller ones as come to 4 MB, are scanned at once; the others wait for their turn. Safe for use by several threads.
 */
final class ScanLimit {

    /**
     * Smaller ones never wait: they are judged by threads that serve other connections too, and take little, see {@link
     * BodyVerifier#SMALL}.
     */
    private static final long FREE = BodyVerifier.SMALL;

    private static final int ALL_KILOBYTES = 4096;
    private static final int MOST_KILOBYTES = 2048;

    /** One for the process, as its memory is. Fair, for a large one would never find room among small ones. */
    static final ScanLimit OF_PROCESS = new ScanLimit();

    private final Semaphore kilobytes = new Semaphore(ALL_KILOBYTES, true);

    /** What is done in turn. */
    interface Scan {
        JsonFacts run() throws JsonScan.NotJson, IOException;
    }

    /** Waits for its turn, if the payload is large, and scans it. Blocks for as long as those before it take. */
    JsonFacts inTurn(Payload payload, Scan scan) throws JsonScan.NotJson, IOException {
        if (payload.size() <= FREE) {
            return scan.run();
        }
        int share = (int) Math.min(MOST_KILOBYTES, payload.size() >> 10);
        kilobytes.acquireUninterruptibly(share);
        try {
            return scan.run();
        } finally {
            kilobytes.release(share);
        }
    }
}
