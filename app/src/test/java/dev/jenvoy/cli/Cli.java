package dev.jenvoy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** The command line, run in this process. */
public final class Cli {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** What a command ended with and printed. */
    public record Ran(int code, String out, String err) {
        public String all() {
            return out + err;
        }
    }

    /** A command line whose working folder is this one, with an empty environment. */
    public Cli(Path folder) {
        this.folder = folder;
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(new Main.Surroundings(environment, folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
