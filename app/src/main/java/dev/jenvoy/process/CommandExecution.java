package dev.jenvoy.process;

import dev.jenvoy.process.output.OutputReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one command once with commons-exec. Its executor defines the order of steps; this package provides the start,
 * the streams and the wait. It uses no watchdog, which would need another thread and would end only the process itself.
 */
final class CommandExecution extends DefaultExecutor {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Launcher launcher;
    private final Command command;
    private final Supervision supervision;
    private final Cancellation cancellation;
    private @Nullable Child child;
    private Cancellation.@Nullable Registration registration;
    private @Nullable SupervisedProcess process;

    // commons-exec does not let subclasses outside its package use its builder.
    @SuppressWarnings("deprecation")
    CommandExecution(
            Launcher launcher,
            Command command,
            Supervision supervision,
            OutputReader output,
            Cancellation cancellation) {
        this.launcher = launcher;
        this.command = command;
        this.supervision = supervision;
        this.cancellation = cancellation;
        setStreamHandler(output);
        // The launcher checks the command's own directory. The default, the server's directory, may no longer exist.
        setWorkingDirectory(null);
    }

    Exit run() throws InterruptedException {
        try {
            // The command line only names the program, because commons-exec trims arguments and rewrites slashes. The
            // launcher uses the command.
            execute(new CommandLine(command.arguments().get(0)), command.environment());
            Exit exit = process == null ? null : process.exit();
            if (exit == null) {
                throw new InterruptedException("interrupted while a command ran; it was killed");
            }
            return exit;
        } catch (StartRefused e) {
            return e.exit();
        } catch (InterruptedIOException e) {
            throw new InterruptedException("interrupted before a command was started");
        } catch (IOException e) {
            if (child != null) {
                return lost(e);
            }
            throw new UncheckedIOException("a command could not be run", e);
        } catch (RuntimeException | Error e) {
            if (child != null) {
                return lost(e);
            }
            throw e;
        } finally {
            close();
        }
    }

    /** Returns whether the command was seen to run. To be asked after {@link #run}. */
    boolean wasSeen() {
        return child != null && child.wasSeen();
    }

    /** Reports a lost command. It did run: reported as never started, it might run again although it must not. */
    private Exit lost(Throwable fault) {
        LOG.error("command lost and ended program={}", command.program(), fault);
        return new Exit.Lost(fault instanceof OutOfMemoryError ? "out of memory" : "see the server's log");
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> environment, @Nullable Path directory)
            throws IOException {
        try {
            Child started = launcher.launch(command);
            child = started;
            registration = cancellation.onCancel(started::wake);
            process = new SupervisedProcess(started, supervision);
            return process;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** Returns false, because no exit code is a failure here. */
    @Override
    public boolean isFailure(int exitValue) {
        return false;
    }

    private void close() {
        // Closes the registration first, so that no thread wakes a child whose descriptors were already reused.
        if (registration != null) {
            registration.close();
        }
        if (child != null) {
            child.close();
        }
    }
}
