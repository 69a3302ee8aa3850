package dev.jenvoy.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jenvoy.process.os.NamedPipes;
import dev.jenvoy.process.os.ShellSignals;
import dev.jenvoy.process.os.Signals;
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
 * Starts commands with the JDK's {@link ProcessBuilder} through setsid(1), for machines without the native way. Fulfils
 * the contract of {@link Commands}, with these weaknesses:
 * <ul>
 * <li>It is several times slower, and notices ends, cancellations and output up to 20 ms late.
 * <li>The JDK uses a thread for each running process and reaps it as soon as it ends. Between that and a SIGKILL to the
 * rest of the group, the group's number could in theory be reused.
 * <li>It reports exit codes of 129 to 192 as ends by a signal, because it cannot tell them apart.
 * <li>The command ignores signals that the server itself was started to ignore (nohup). SIGQUIT is blocked, as in the
 * JDK's threads.
 * <li>If setsid cannot execute a command, its message reaches the listener as output.
 * <li>If the server's umask differs from the commands' umask, each start also runs sh.
 * <li>setsid may pass a program for another kind of machine to sh. Texts are passed in the encoding of the server's
 * locale.
 * </ul>
 */
final class PortableLauncher implements Launcher {
    /** Matches an error number in the JDK's message. */
    private static final Pattern ERROR = Pattern.compile("error=([0-9]+)");

    /** Sets the umask, which the JDK cannot do, and removes the variables that a shell adds. */
    private static final List<String> UMASK =
            List.of("/bin/sh", "-c", "umask 0022; unset PWD OLDPWD SHLVL; exec \"$0\" \"$@\"");

    private final Path setsid;
    private final boolean hasOtherUmask = hasOtherUmask();
    private final NamedPipes fifos = new NamedPipes();
    private final Signals signals = new ShellSignals();

    PortableLauncher(Path setsid) {
        this.setsid = setsid;
    }

    /** Returns whether the server's umask differs from the commands' umask, or is unknown. */
    private static boolean hasOtherUmask() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"), ISO_8859_1)) {
            return lines.noneMatch(line -> line.matches("Umask:\\s*0022"));
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** Returns a launcher; empty on a machine without setsid. */
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

    /** Reports that a pipe could not be created or opened, which is not the command's fault. */
    private static final class FifoException extends IOException {
        private static final long serialVersionUID = 1L;

        FifoException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }
}
