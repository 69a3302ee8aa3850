package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What the executor takes a started command for: to wait for it is to supervise it. */
final class SupervisedProcess extends Process {
    private final Child child;
    private final Supervision supervision;
    private @Nullable Exit exit;

    SupervisedProcess(Child child, Supervision supervision) {
        this.child = child;
        this.supervision = supervision;
    }

    @Override
    public int waitFor() throws InterruptedException {
        exit = supervision.await(child);
        return exitValue();
    }

    @Override
    public int exitValue() {
        if (exit == null) {
            throw new IllegalThreadStateException("it has not ended");
        }
        return exit.status().orElse(-1);
    }

    /** How it ended, null if its end was not waited for. */
    @Nullable
    Exit exit() {
        return exit;
    }

    /** Only kills: the descriptors stay open until nobody can wake the child any more. */
    @Override
    public void destroy() {
        child.signal(Signal.KILL);
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return child.stdout();
    }

    @Override
    public InputStream getErrorStream() {
        return child.stderr();
    }
}
