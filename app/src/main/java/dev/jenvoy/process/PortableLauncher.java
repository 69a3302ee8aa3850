package dev.jenvoy.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 *   <li>A program for another kind of machine may be handed to sh by setsid; texts are handed over in the encoding of
 *       the server's locale.
 * </ul>
 */
final class PortableLauncher implements Launcher {
    private final Path setsid;
    private final Fifos fifos = new Fifos();
    private final Signals signals = new ShellSignals();

    PortableLauncher(Path setsid) {
        this.setsid = setsid;
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
        Optional<Exit> refusal = Diagnosis.beforeStart(command);
        if (refusal.isPresent()) {
            throw new StartRefused(refusal.get());
        }
        try {
            return start(command);
        } catch (IOException e) {
            throw new StartRefused(Diagnosis.beforeStart(command)
                    .orElse(new Exit.NotStarted("the system refused it: " + e.getMessage())));
        }
    }

    private Child start(Command command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command.arguments().size() + 1);
        line.add(setsid.toString());
        line.addAll(command.arguments());
        Fifos.Fifo stdout = fifos.take();
        Fifos.Fifo stderr;
        try {
            stderr = fifos.take();
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
}
