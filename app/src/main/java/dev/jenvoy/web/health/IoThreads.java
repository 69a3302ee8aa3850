package dev.jenvoy.web.health;

import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** Adds the I/O threads of a listener to the liveness check. */
public final class IoThreads {

    private IoThreads() {}

    /**
     * Asks each I/O thread for signs of life from now on.
     *
     * @param listener the listener's name
     */
    public static void watch(Liveness liveness, String listener, XnioWorker worker) {
        for (int number = 0; number < worker.getIoThreadCount(); number++) {
            XnioIoThread thread = worker.getIoThread(number);
            liveness.add("connection thread " + (number + 1) + " of the " + listener + " listener", thread::execute);
        }
    }
}
