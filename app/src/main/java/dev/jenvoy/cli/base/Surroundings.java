package dev.jenvoy.cli.base;

import dev.jenvoy.permission.StrictModes;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command.
 *
 * @param environment the environment variables
 * @param folder the working folder
 */
public record Surroundings(Map<String, String> environment, Path folder) {

    /** Returns surroundings for checking files on behalf of a server, which may run as another user. */
    public Surroundings ofOnlooker() {
        return new Surroundings(StrictModes.asOnlooker(environment), folder);
    }
}
