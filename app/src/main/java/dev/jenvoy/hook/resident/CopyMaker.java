package dev.jenvoy.hook.resident;

import dev.jenvoy.process.Command;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Starts processes of resident hooks. */
final class CopyMaker {

    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final String tokenName;
    private final Commands commands;

    CopyMaker(Path folder, String tokenName, Commands commands) {
        this.folder = folder;
        this.tokenName = tokenName;
        this.commands = commands;
    }

    /**
     * Starts a process.
     *
     * @throws IOException when there is no room for its folder
     * @throws StartRefused if it could not be started
     */
    Copy make(ResidentProgram program, Fingerprint fingerprint) throws IOException, InterruptedException {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        Path input = CopyFolder.make(folder, token, program.name());
        Map<String, String> environment = new HashMap<>(program.environment());
        environment.put(tokenName, token);
        environment.put(ResidentHooks.RESIDENT, "1");
        boolean started = false;
        try {
            Copy copy = new Copy(
                    commands.start(
                            new Command(program.command(), program.folder(), environment, input, program.helper())),
                    folder.resolve(token),
                    fingerprint,
                    program.killGrace());
            started = true;
            return copy;
        } finally {
            if (!started) {
                CopyFolder.delete(folder.resolve(token));
            }
        }
    }
}
