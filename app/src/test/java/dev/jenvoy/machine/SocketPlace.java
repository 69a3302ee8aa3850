package dev.jenvoy.machine;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A network in which this JVM can open sockets. */
public interface SocketPlace {

    /** The network that the JVM was started in. */
    SocketPlace HERE = () -> {};

    /** Has the current thread open all its sockets there from now on. For threads that end soon. */
    void enter();

    /** Does something on a thread of its own that opens its sockets there, and returns its result. */
    default <T> T call(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter();
            return action.call();
        });
        Thread thread = new Thread(task, "elsewhere");
        thread.setDaemon(true);
        thread.start();
        return task.get(1, TimeUnit.MINUTES);
    }
}
