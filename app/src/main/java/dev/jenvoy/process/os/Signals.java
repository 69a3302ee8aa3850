package dev.jenvoy.process.os;

/** Sends signals to process groups. */
public interface Signals {
    /**
     * Sends a signal to every member of a group.
     *
     * @return whether the group exists and accepts the signal
     */
    boolean send(long group, Signal signal);

    static Signals forThisMachine() {
        return LibC.obstacle().isEmpty()
                ? (group, signal) -> LibC.kill((int) -group, signal.number()) == 0
                : new ShellSignals();
    }
}
