package dev.jenvoy.hook.resident;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A hook that stays.
 *
 * @param name its name below the hooks folder
 * @param file the program, absolute
 * @param folder the working directory
 * @param environment its environment, without anything of a delivery
 * @param copies how many processes it may have at once, 1 or more
 * @param idle how long a process without a delivery stays
 * @param killGrace from SIGTERM to SIGKILL
 */
public record ResidentProgram(
        String name,
        Path file,
        Path folder,
        Map<String, String> environment,
        int copies,
        Duration idle,
        Duration killGrace) {

    public ResidentProgram {
        environment = Map.copyOf(environment);
        if (copies < 1) {
            throw new IllegalArgumentException("copies below 1");
        }
    }
}
