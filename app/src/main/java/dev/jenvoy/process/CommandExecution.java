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
 * One run of one command by commons-exec. Its executor gives the order of things; the launch, the streams and the wait
 * are ours. It has no watchdog: that would be a thread of its own, and ends only the process itself.
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

    // The builder can not be handed to a subclass outside commons-exec.
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
        // The launch checks the command's own directory; the default, the server's, may be gone.
        setWorkingDirectory(null);
    }

    Exit run() throws InterruptedException {
        try {
            // The line only names what runs: it trims arguments and rewrites slashes, so the launch takes the command.
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

    /** It ran: to call it one that was never started would have it run again where that is not wanted. */
    private Exit lost(Throwable fault) {
        LOG.error("command lost, it is ended program={}", command.program(), fault);
        return new Exit.Lost(fault instanceof OutOfMemoryError ? "out of memory" : "see its log");
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

    /** No exit code is a failure to us. */
    @Override
    public boolean isFailure(int exitValue) {
        return false;
    }

    private void close() {
        // First the one, so that nobody wakes a child whose descriptors are another's already.
        if (registration != null) {
            registration.close();
        }
        if (child != null) {
            child.close();
        }
    }
}
