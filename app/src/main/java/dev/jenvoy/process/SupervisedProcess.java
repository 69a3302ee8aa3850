package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Presents a started command to commons-exec's executor. Waiting for it means supervising it. */
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

    /** Returns how the command ended; null if its end was not awaited. */
    @Nullable
    Exit exit() {
        return exit;
    }

    /** Only kills. The descriptors stay open as long as another thread may wake the child. */
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
