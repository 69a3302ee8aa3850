package dev.jenvoy.process;

/** One way to start a command. */
interface Launcher {
    /**
     * Starts it.
     *
     * @throws StartRefused if it could not be started; nothing is left over
     * @throws InterruptedException if interrupted while waiting to try again
     */
    Child launch(Command command) throws StartRefused, InterruptedException;
}
