package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import dev.jenvoy.process.output.AnswerStream;
import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.process.output.OutputReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that stays for several runs, one after the other. Each run is a line on its standard input and a line of
 * answer on its standard output. The limits of a run are those of {@link Commands#run}. Used by one thread at a time.
 */
public final class ResidentProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    /** The longest line of a run, with its end. A pipe takes so much at once, so that writing never blocks. */
    public static final int MAX_LINE_BYTES = 60 << 10;

    /** How long a command may take to end by itself after the end of its input. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(1);

    private final Command command;
    private final Child child;
    private final RandomAccessFile input;
    private boolean usable = true;
    private boolean hasRun;
    private boolean reaped;

    private ResidentProcess(Command command, Child child, RandomAccessFile input) {
        this.command = command;
        this.child = child;
        this.input = input;
    }

    static ResidentProcess start(Launcher launcher, Command command) throws StartRefused, InterruptedException {
        RandomAccessFile input = opened(command);
        try {
            return new ResidentProcess(command, launcher.launch(command), input);
        } catch (StartRefused | InterruptedException | RuntimeException | Error e) {
            closeQuietly(input);
            throw e;
        }
    }

    /** Opens the pipe for both directions, which waits for no other side; the command's own open then does not either. */
    private static RandomAccessFile opened(Command command) throws StartRefused {
        try {
            return new RandomAccessFile(command.input().toFile(), "rw");
        } catch (IOException e) {
            throw new StartRefused(new Exit.NoRoom("its standard input could not be opened"));
        }
    }

    /** Returns whether it can take another run. It may end at any time. */
    public boolean usable() throws InterruptedException {
        if (usable && !child.hasEnded()) {
            child.await(0);
        }
        return usable && !child.hasEnded();
    }

    /**
     * Gives it one run and blocks until it has answered, has ended, or was ended by a limit. It cannot be used any more
     * unless {@link #usable} says so.
     *
     * @param line at most {@link #MAX_LINE_BYTES}, with its line end
     * @param answers recognises the answer
     * @throws InterruptedException if this thread was interrupted; the process group was killed
     */
    public CommandResult run(
            byte[] line,
            AnswerStream.AnswerReader answers,
            Limits limits,
            OutputListener listener,
            Cancellation cancellation)
            throws InterruptedException {
        long started = System.nanoTime();
        usable = false;
        OutputReader output = new OutputReader(limits.maxOutput(), listener);
        Supervision supervision = new Supervision(limits, output, cancellation, started);
        Exit exit;
        Cancellation.Registration registration = cancellation.onCancel(child::wake);
        try {
            if (hasRun) {
                dropIdleOutput();
            }
            hasRun = true;
            AnswerStream stdout = new AnswerStream(child.stdout(), answers);
            output.setProcessOutputStream(stdout);
            output.setProcessErrorStream(child.stderr());
            output.start();
            input.write(line);
            Optional<Exit> end = supervision.await(child, () -> stdout.answer().isPresent());
            stdout.finish();
            output.take();
            exit = stdout.answer().map(ResidentProcess::exit).orElseGet(() -> early(end.orElseThrow()));
            reaped = end.isPresent() && !(end.get() instanceof Exit.TimedOut || end.get() instanceof Exit.Cancelled);
            usable = end.isEmpty() && exit instanceof Exit.Exited;
        } catch (InterruptedException e) {
            registration.close();
            close();
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            registration.close();
            LOG.error("command lost and ended program={}", command.program(), e);
            close();
            exit = new Exit.Lost(e instanceof OutOfMemoryError ? "out of memory" : "see the server's log");
        } finally {
            registration.close();
        }
        return new CommandResult(
                exit,
                output.stdout(),
                output.stderr(),
                Duration.ofNanos(System.nanoTime() - started),
                supervision.remaining());
    }

    private static Exit exit(AnswerStream.Answer answer) {
        return answer.code() < 0 ? new Exit.Unanswered(0, answer.problem()) : new Exit.Exited(answer.code());
    }

    /** Returns the end of a command that ended before it answered. */
    private Exit early(Exit end) {
        if (!(end instanceof Exit.Exited exited)) {
            return end;
        }
        Optional<Exit> missing = exited.code() == LimitedCommands.NOT_FOUND
                ? StartFailureReason.afterNotFound(command)
                : Optional.empty();
        // A script that is not made for this runs to its end, and that is a success to it.
        String hint = exited.code() == 0 ? "; does it read deliveries line by line?" : "";
        return missing.orElse(new Exit.Unanswered(
                exited.code(), "it ended with exit code " + exited.code() + " before it answered" + hint));
    }

    /** Drops what it printed while it had no run. */
    private void dropIdleOutput() throws IOException {
        for (int there = child.stdout().available();
                there > 0;
                there = child.stdout().available()) {
            if (child.stdout().skip(there) <= 0) {
                break;
            }
        }
        for (int there = child.stderr().available();
                there > 0;
                there = child.stderr().available()) {
            if (child.stderr().skip(there) <= 0) {
                break;
            }
        }
    }

    /** Ends its standard input, which asks it to end. */
    public void hangUp() {
        usable = false;
        closeQuietly(input);
    }

    /**
     * Ends it: the end of its input, SIGTERM a second later, SIGKILL to its group after the grace period. Blocks until it
     * has ended.
     */
    public void end(Duration grace) throws InterruptedException {
        hangUp();
        try {
            if (!reaped) {
                awaitEnd(TO_LEAVE);
                if (!child.hasEnded()) {
                    boolean unusedReached = child.signal(Signal.TERM);
                    unusedReached = child.signal(Signal.CONT);
                    awaitEnd(grace);
                }
            }
        } finally {
            close();
        }
    }

    private void awaitEnd(Duration time) throws InterruptedException {
        long giveUp = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !child.hasEnded(); left = giveUp - System.nanoTime()) {
            child.await(left);
            try {
                // A full pipe would keep it from ending.
                dropIdleOutput();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Kills it with its group if it lives, and frees its resources. */
    @Override
    public void close() {
        hangUp();
        child.close();
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe could not be closed", e);
        }
    }
}
