package dev.jenvoy.cli;

import dev.jenvoy.cli.base.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Runs the command line in this process. */
public final class Cli {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** The exit code and the output of a command. */
    public record Ran(int code, String out, String err) {
        public String all() {
            return out + err;
        }
    }

    /** A running command. */
    public static final class Running {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        /** Returns the output so far. */
        public String out() {
            return out.toString();
        }

        /** Waits for its end. */
        public Ran ended() throws Exception {
            int ended = code.get(20, TimeUnit.SECONDS);
            return new Ran(ended, out.toString(), err.toString());
        }
    }

    /** Creates a command line with this working folder and an empty environment. */
    public Cli(Path folder) {
        this.folder = folder;
    }

    public Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Ran run(String... arguments) {
        Running running = new Running();
        int code = line(running).execute(arguments);
        return new Ran(code, running.out.toString(), running.err.toString());
    }

    /** Returns what is wrong with the arguments, without running the command; empty if they are understood. */
    public Optional<String> misread(String... arguments) {
        try {
            CommandLine.ParseResult unusedRead = line(new Running()).parseArgs(arguments);
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Runs the command on another thread. */
    public Running begin(String... arguments) {
        Running running = new Running();
        CommandLine line = line(running);
        Thread thread = new Thread(() -> running.code.complete(line.execute(arguments)), "command");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    private CommandLine line(Running running) {
        CommandLine line = Main.commandLine(new Surroundings(environment, folder));
        line.setOut(new PrintWriter(running.out, true));
        line.setErr(new PrintWriter(running.err, true));
        return line;
    }
}
