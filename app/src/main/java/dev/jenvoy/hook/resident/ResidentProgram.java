package dev.jenvoy.hook.resident;

import dev.jenvoy.process.account.AccountHelper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hook that stays.
 *
 * @param name its name below the hooks folder
 * @param file the program, absolute
 * @param command what starts it: the program, behind the one that changes the account if it has another
 * @param helper runs it as another account; empty if {@code command} does all that is to do
 * @param folder the working directory
 * @param environment its environment, without anything of a delivery
 * @param copies how many processes it may have at once, 1 or more
 * @param idle how long a process without a delivery stays
 * @param killGrace from SIGTERM to SIGKILL
 */
public record ResidentProgram(
        String name,
        Path file,
        List<String> command,
        Optional<AccountHelper> helper,
        Path folder,
        Map<String, String> environment,
        int copies,
        Duration idle,
        Duration killGrace) {

    public ResidentProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (copies < 1) {
            throw new IllegalArgumentException("copies below 1");
        }
    }
}
