package dev.jenvoy.process.os;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends signals with the {@code kill} built into every POSIX sh, because the JDK cannot signal a process group. */
public final class ShellSignals implements Signals {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    @Override
    public boolean send(long group, Signal signal) {
        try {
            Process kill = new ProcessBuilder(
                            "/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal.name(), Long.toString(group))
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return waitFor(kill) == 0;
        } catch (IOException e) {
            // There is no room for another process. The caller must continue and may try again.
            LOG.warn("no signal could be sent to a process group group={} signal={}", group, signal, e);
            return false;
        }
    }

    /**
     * Waits without interruption, because an interrupt must not prevent the signal. Restores the interrupt afterwards.
     */
    private static int waitFor(Process kill) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return kill.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
