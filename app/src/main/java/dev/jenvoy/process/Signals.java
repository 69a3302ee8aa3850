package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.os.Signal;

/** Sends signals to process groups. */
public interface Signals {
    /**
     * Sends it to every member of the group.
     *
     * @return whether there is such a group that we may send it to
     */
    boolean send(long group, Signal signal);

    static Signals forThisMachine() {
        return LibC.obstacle().isEmpty()
                ? (group, signal) -> LibC.kill((int) -group, signal.number()) == 0
                : new ShellSignals();
    }
}
