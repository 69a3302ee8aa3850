package dev.jenvoy.cli.serve;

import dev.jenvoy.app.StartFailure;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.FirstConfig;
import dev.jenvoy.config.GivenValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration that a first start creates, and takes away again if it fails: the next start is the first one then. */
final class FirstStart {

    private static final String HOOKS = "hooks_path";

    private final Path file;
    private final byte[] content;
    private final String secret;
    private final @Nullable Path hooks;

    private FirstStart(Path file, byte[] content, String secret, @Nullable Path hooks) {
        this.file = file;
        this.content = content;
        this.secret = secret;
        this.hooks = hooks;
    }

    /**
     * Creates a configuration with the given values if it is missing, and its hooks folder. Creates neither while the port is
     * taken.
     *
     * @param environment where systemd says that it has the port already
     * @return empty if there is a configuration, or must be
     * @throws StartFailure when the port is taken
     */
    static Optional<FirstStart> begin(ConfigFile file, Map<String, String> environment)
            throws IOException, StartFailure {
        if (file.mustExist() || !file.isMissing()) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (GivenValue given : file.given()) {
            values.put(given.key(), given.value());
        }
        if (!environment.containsKey("LISTEN_FDS")) {
            tryPort(String.valueOf(values.getOrDefault("http_host", "0.0.0.0")), (Integer)
                    values.getOrDefault("http_port", 5000));
        }
        Optional<String> secret = new FirstConfig(new SecureRandom()).create(file.path(), values);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Objects.requireNonNull(file.path().getParent());
        Path hooks = folder.resolve(String.valueOf(values.getOrDefault(HOOKS, "hooks")));
        boolean made = !Files.exists(hooks);
        Files.createDirectories(hooks);
        return Optional.of(
                new FirstStart(file.path(), Files.readAllBytes(file.path()), secret.get(), made ? hooks : null));
    }

    private static void tryPort(String host, int port) throws StartFailure {
        try (ServerSocket socket = new ServerSocket()) {
            // As the listener does: a port whose last connections are closing is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage()
                            + "; is another server running there? --port takes another port. Nothing was written",
                    e);
        }
    }

    /** Returns the secret that was created. */
    String secret() {
        return secret;
    }

    /**
     * Takes away what was created, unless it was changed since. Not to be called where another process has the port or the data
     * folder: it may be a server that started at the same moment and uses this configuration.
     */
    void undo() {
        try {
            if (Arrays.equals(Files.readAllBytes(file), content)) {
                Files.delete(file);
                if (hooks != null) {
                    Files.deleteIfExists(hooks);
                }
            }
        } catch (DirectoryNotEmptyException e) {
            // Hooks are in it by now: it stays.
            return;
        } catch (IOException e) {
            // It cannot be read or deleted: the next start finds it and uses it.
            return;
        }
    }
}
