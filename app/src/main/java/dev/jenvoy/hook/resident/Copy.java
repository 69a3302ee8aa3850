package dev.jenvoy.hook.resident;

import dev.jenvoy.process.ResidentProcess;
import java.nio.file.Path;
import java.time.Duration;

/** One process of a resident hook, with its folder. Used by one thread at a time. */
final class Copy {

    private final ResidentProcess process;
    private final Path folder;
    private final Fingerprint fingerprint;
    private final Duration killGrace;
    private long idleSince;
    private boolean answered;

    Copy(ResidentProcess process, Path folder, Fingerprint fingerprint, Duration killGrace) {
        this.process = process;
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.killGrace = killGrace;
    }

    ResidentProcess process() {
        return process;
    }

    /** Returns whether it still is what its hook is now. */
    boolean is(Fingerprint now) {
        return fingerprint.equals(now);
    }

    /** Returns whether it has ever answered a delivery. */
    boolean hasAnswered() {
        return answered;
    }

    void answered(long nanos) {
        answered = true;
        idleSince = nanos;
    }

    /** Returns since when it has no delivery, by {@link System#nanoTime}. */
    long idleSince() {
        return idleSince;
    }

    /** Asks it to end. */
    void hangUp() {
        process.hangUp();
    }

    /** Ends it. Blocks until it has ended. */
    void end() throws InterruptedException {
        try {
            process.end(killGrace);
        } finally {
            CopyFolder.delete(folder);
        }
    }

    /** Kills it if it lives. */
    void kill() {
        try {
            process.close();
        } finally {
            CopyFolder.delete(folder);
        }
    }
}
