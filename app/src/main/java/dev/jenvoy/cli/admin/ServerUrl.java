package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.web.admin.access.NamedToken;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running server that a command calls.
 *
 * @param url its admin listener, without a path
 * @param token the admin token; {@code null} without one
 */
record ServerUrl(URI url, @Nullable String token) {

    private static final Set<String> KEYS = Set.of("admin_host", "admin_port", "admin_token");
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");

    /**
     * Takes the address and the token from the options, else from the configuration. Never sends the configuration's
     * token to another address than the configuration's own. Needs only the address and the token from the
     * configuration. Ignores errors elsewhere in it, and secrets that only the server can read.
     *
     * @param url the value of {@code --url}; {@code null} without it
     * @param token the value of {@code --token}; {@code null} without it
     * @param file the configuration, read only if it is needed; a missing one means the defaults
     * @param warn receives a line for people, when the file is not JSON, so that the values may be the defaults
     * @throws AdminFailure when the address or the token cannot be read; the message names the option to use instead
     */
    static ServerUrl find(
            @Nullable String url,
            @Nullable String token,
            ConfigFile file,
            Surroundings surroundings,
            Consumer<String> warn)
            throws AdminFailure {
        String shown = token == null ? null : SecretReference.follow("--token", token, surroundings);
        if (url != null) {
            return new ServerUrl(parse(url), shown);
        }
        PartialConfig read = file.loadPartly();
        Optional<Problem> unreadable = read.unreadable();
        if (unreadable.isPresent()) {
            read = file.salvage(KEYS);
            if (read.unreadable().isPresent()) {
                read = new PartialConfig(Config.defaults(file.path().resolveSibling("")), List.of());
            }
        }
        for (String key : List.of("admin_host", "admin_port")) {
            require(read, key, file, "--url");
        }
        if (shown == null) {
            // That of admin_token, if it is set; else the first of the named ones that may do most.
            shown = read.config().get(AdminListenerOptions.GROUP).access().tokens().stream()
                    .max(Comparator.comparing(NamedToken::role))
                    .map(NamedToken::token)
                    .orElse(null);
            if (shown == null) {
                for (String key : List.of("admin_token", "admin_tokens")) {
                    require(read, key, file, "--token env:NAME or file:PATH");
                }
            }
        }
        ServerUrl found = new ServerUrl(local(read.config()), shown);
        unreadable.ifPresent(problem -> warn.accept("the configuration cannot be read, so the command uses " + found
                + ": " + file.path() + ": " + problem.describe()));
        return found;
    }

    private static void require(PartialConfig read, String key, ConfigFile file, String option) throws AdminFailure {
        Optional<Problem> error = read.errorAt(key);
        if (error.isPresent()) {
            throw new AdminFailure(key + " of " + file.path() + " cannot be read here; use " + option + "\n  "
                    + error.get().describe());
        }
    }

    private static URI local(Config config) throws AdminFailure {
        int port = config.get(AdminListenerOptions.GROUP).port();
        if (port == 0) {
            throw new AdminFailure("admin_port is 0, so the server uses any free port: give its address with --url");
        }
        String host = EVERYWHERE.contains(config.get(AdminListenerOptions.GROUP).host())
                ? "127.0.0.1"
                : config.get(AdminListenerOptions.GROUP).host();
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
            // Reported below, like every other invalid address.
        }
        throw new AdminFailure("--url must be the address of an admin listener, like http://127.0.0.1:5001");
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
