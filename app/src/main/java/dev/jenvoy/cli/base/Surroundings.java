package dev.jenvoy.cli.base;

import dev.jenvoy.permission.StrictModes;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the machine.
 *
 * @param environment the environment variables
 * @param folder the working folder
 */
public record Surroundings(Map<String, String> environment, Path folder) {

    /** Those of a command that judges files for a server of another user perhaps. */
    public Surroundings ofOnlooker() {
        return new Surroundings(StrictModes.asOnlooker(environment), folder);
    }
}
