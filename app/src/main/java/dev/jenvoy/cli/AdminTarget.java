package dev.jenvoy.cli;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.config.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which running server a command speaks to.
 *
 * @param url its admin listener, without a path
 * @param token the admin token; {@code null} for none
 */
record AdminTarget(URI url, @Nullable String token) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");
    private static final int DEFAULT_PORT = 5001;

    /**
     * As the options say it, else as the configuration does. The configuration's token goes to no other address than the
     * configuration's own.
     *
     * @param url what {@code --url} says; {@code null} without it
     * @param token what {@code --token} says; {@code null} without it
     * @param file the configuration, read only if it is needed; one that is missing means the defaults
     */
    static AdminTarget find(
            @Nullable String url, @Nullable String token, ConfigFile file, Main.Surroundings surroundings)
            throws AdminFailure {
        String shown = token == null ? null : Reference.follow("--token", token, surroundings);
        if (url != null) {
            return new AdminTarget(parse(url), shown);
        }
        Optional<Config> config = load(file);
        if (shown == null) {
            shown = config.flatMap(known -> known.adminToken().texts().stream().findFirst())
                    .orElse(null);
        }
        return new AdminTarget(local(config), shown);
    }

    private static Optional<Config> load(ConfigFile file) throws AdminFailure {
        if (file.isMissing()) {
            return Optional.empty();
        }
        LoadResult result = file.load();
        if (result instanceof LoadResult.Loaded loaded) {
            return Optional.of(loaded.config());
        }
        throw new AdminFailure("the configuration cannot be used: " + file.path() + "\n"
                + result.problems().stream()
                        .filter(Problem::isError)
                        .map(problem -> "  " + problem.describe())
                        .collect(Collectors.joining("\n"))
                + "\nWith --url none is needed.");
    }

    private static URI local(Optional<Config> config) throws AdminFailure {
        int port = config.map(Config::adminPort).orElse(DEFAULT_PORT);
        if (port == 0) {
            throw new AdminFailure("admin_port is 0, so that the server takes any free port: name it with --url");
        }
        String host = config.map(Config::adminHost).orElse("");
        if (EVERYWHERE.contains(host)) {
            host = "127.0.0.1";
        }
        return URI.create(
                "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port);
    }

    private static URI parse(String text) throws AdminFailure {
        try {
            URI uri = new URI(text);
            String path = uri.getRawPath();
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && (path == null || path.isEmpty() || path.equals("/"))) {
                return new URI(uri.getScheme(), uri.getAuthority(), null, null, null);
            }
        } catch (URISyntaxException e) {
            // Told below, as any other address that is none.
        }
        throw new AdminFailure("--url wants the address of an admin listener, like http://127.0.0.1:5001");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
