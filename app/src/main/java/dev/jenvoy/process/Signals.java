package dev.jenvoy.process;

/** Sends signals to process groups. */
interface Signals {
    /** Sends it to every member of the group; one that is gone is no error. */
    void send(long group, Signal signal);

    static Signals forThisMachine() {
        return LibC.isUsable() ? (group, signal) -> LibC.kill((int) -group, signal.number()) : new ShellSignals();
    }
}
