package dev.jenvoy.process;

/** Starts commands. */
interface Launcher {
    /**
     * Starts a command.
     *
     * @throws StartRefused if it could not be started; no resources are left
     * @throws InterruptedException if interrupted while waiting to try again
     */
    Child launch(Command command) throws StartRefused, InterruptedException;
}
