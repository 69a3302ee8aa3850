package dev.jenvoy.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jenvoy.process.os.NamedPipes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts commands with the JDK's {@link ProcessBuilder} through setsid(1), for machines without the native way.
 * Promises what {@link Commands} does, with these weaknesses:
 *
 * <ul>
 *   <li>It is several times slower, and an end, a cancellation and output are noticed up to 20 ms late.
 *   <li>The JDK keeps a thread of its own a running process, and reaps it as soon as it ends: between that and a
 *       SIGKILL to what is left of its group, the group's number could in theory be another's.
 *   <li>An exit code of 129 to 192 can not be told from an end by a signal and is reported as one.
 *   <li>Signals that the server itself was started to ignore (nohup) are ignored by the command too, and SIGQUIT is
 *       blocked, as it is in the JDK's threads.
 *   <li>What setsid itself says of a command that it could not execute reaches the listener as output.
 *   <li>Where the server's umask is not that of commands, each start goes through sh as well.
 *   <li>A program for another kind of machine may be handed to sh by setsid; texts are handed over in the encoding of
 *       the server's locale.
 * </ul>
 */
final class PortableLauncher implements Launcher {
    /** As the JDK writes the system's number of an error. */
    private static final Pattern ERROR = Pattern.compile("error=([0-9]+)");

    /** The JDK knows no umask. What a shell adds to the environment by itself goes again. */
    private static final List<String> UMASK =
            List.of("/bin/sh", "-c", "umask 0022; unset PWD OLDPWD SHLVL; exec \"$0\" \"$@\"");

    private final Path setsid;
    private final boolean hasOtherUmask = hasOtherUmask();
    private final NamedPipes fifos = new NamedPipes();
    private final Signals signals = new ShellSignals();

    PortableLauncher(Path setsid) {
        this.setsid = setsid;
    }

    /** Whether the server's own umask is another than that of commands, or is not known. */
    private static boolean hasOtherUmask() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"), ISO_8859_1)) {
            return lines.noneMatch(line -> line.matches("Umask:\\s*0022"));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** Empty on a machine without setsid. */
    static Optional<PortableLauncher> find() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(PortableLauncher::new);
    }

    @Override
    public Child launch(Command command) throws StartRefused, InterruptedException {
        Optional<Exit> refusal = StartFailureReason.beforeStart(command);
        if (refusal.isPresent()) {
            throw new StartRefused(refusal.get());
        }
        try {
            return start(command);
        } catch (FifoException e) {
            throw new StartRefused(
                    new Exit.NoRoom("there is no room in the folder for temporary files: " + e.getMessage()));
        } catch (IOException e) {
            Matcher number = ERROR.matcher(String.valueOf(e.getMessage()));
            int error = number.find() ? Integer.parseInt(number.group(1)) : 0;
            if (StartFailureReason.isShortage(error)) {
                throw new StartRefused(new Exit.NoRoom(StartFailureReason.noRoom(error)));
            }
            throw new StartRefused(StartFailureReason.beforeStart(command)
                    .orElse(new Exit.NotStarted("the system refused it: " + e.getMessage())));
        }
    }

    private Child start(Command command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command.arguments().size() + 5);
        if (hasOtherUmask) {
            line.addAll(UMASK);
        }
        line.add(setsid.toString());
        line.addAll(command.arguments());
        NamedPipes.Fifo stdout = fifo();
        NamedPipes.Fifo stderr;
        try {
            stderr = fifo();
        } catch (IOException | InterruptedException e) {
            stdout.close();
            throw e;
        }
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(command.directory().toFile())
                .redirectInput(command.input().toFile())
                .redirectOutput(stdout.file())
                .redirectError(stderr.file());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            return new PortableChild(builder.start(), stdout.input(), stderr.input(), signals);
        } catch (IOException e) {
            stdout.input().close();
            stderr.input().close();
            throw e;
        } finally {
            stdout.remove();
            stderr.remove();
        }
    }

    private NamedPipes.Fifo fifo() throws IOException, InterruptedException {
        try {
            return fifos.take();
        } catch (IOException e) {
            throw new FifoException(e);
        }
    }

    /** No pipe could be made or opened, for which the command is not at fault. */
    private static final class FifoException extends IOException {
        private static final long serialVersionUID = 1L;

        FifoException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }
}
