package dev.jenvoy.cli;

import dev.jenvoy.cli.base.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** The result of one command in this process: exit code and output. */
record CommandRun(int code, String out, String err) {

    static CommandRun in(Path folder, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(new Surroundings(environment, folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    static CommandRun in(Path folder, String... arguments) {
        return in(folder, Map.of(), arguments);
    }

    /** Creates executable scripts below the folder. */
    static void hooks(Path folder, String... names) {
        for (String name : names) {
            file(folder, name, "rwxr-xr-x");
        }
    }

    static void file(Path folder, String name, String mode) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
