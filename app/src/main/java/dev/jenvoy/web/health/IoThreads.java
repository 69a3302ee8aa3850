package dev.jenvoy.web.health;

import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** The threads of a listener that serve its connections. */
public final class IoThreads {

    private IoThreads() {}

    /**
     * Has each of them asked for signs of life.
     *
     * @param listener its name
     */
    public static void watch(Liveness liveness, String listener, XnioWorker worker) {
        for (int number = 0; number < worker.getIoThreadCount(); number++) {
            XnioIoThread thread = worker.getIoThread(number);
            liveness.add("connection thread " + (number + 1) + " of the " + listener + " listener", thread::execute);
        }
    }
}
