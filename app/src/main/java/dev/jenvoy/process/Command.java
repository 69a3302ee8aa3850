package dev.jenvoy.process;

import dev.jenvoy.process.account.AccountHelper;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to execute, with its surroundings.
 *
 * @param arguments the program, as an absolute path, and its arguments. The program is executed directly: it is not
 *     looked up in {@code PATH} and never passed to a shell
 * @param directory the working directory, absolute
 * @param environment the complete environment: nothing is inherited
 * @param input a file that the command reads as its standard input, absolute
 * @param helper runs it as another account; empty if it runs as the server's own
 */
public record Command(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Path input,
        Optional<AccountHelper> helper) {

    /** A command of the server's own account. */
    public Command(List<String> arguments, Path directory, Map<String, String> environment, Path input) {
        this(arguments, directory, environment, input, Optional.empty());
    }

    /** @throws IllegalArgumentException if a path is not absolute, or a text cannot be passed to a process */
    public Command {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        if (arguments.isEmpty() || !arguments.get(0).startsWith("/")) {
            throw new IllegalArgumentException("the first argument must be an absolute path");
        }
        if (!directory.isAbsolute() || !input.isAbsolute()) {
            throw new IllegalArgumentException("directory and input must be absolute paths");
        }
        arguments.forEach(Command::withoutNul);
        environment.forEach((name, value) -> {
            if (withoutNul(name).isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("not the name of an environment variable: " + name);
            }
            withoutNul(value);
        });
    }

    /** Returns the file that is executed. */
    public Path program() {
        return Path.of(arguments.get(0));
    }

    /** Returns the command that starts it: the helper with this one behind it, or this one. */
    Command started() {
        return helper.map(by -> new Command(by.command(environment.keySet(), arguments), directory, environment, input))
                .orElse(this);
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL character cannot be passed to a process");
        }
        return text;
    }
}
