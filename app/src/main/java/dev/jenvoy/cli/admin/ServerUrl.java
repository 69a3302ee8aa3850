package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which running server a command speaks to.
 *
 * @param url its admin listener, without a path
 * @param token the admin token; {@code null} for none
 */
record ServerUrl(URI url, @Nullable String token) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");

    /**
     * As the options say it, else as the configuration does. The configuration's token goes to no other address than the
     * configuration's own. Of the configuration only the address and the token are needed: errors elsewhere in it, and
     * secrets that resolve for the server alone, are passed over.
     *
     * @param url what {@code --url} says; {@code null} without it
     * @param token what {@code --token} says; {@code null} without it
     * @param file the configuration, read only if it is needed; one that is missing means the defaults
     * @param warn takes a line for people, when the file cannot be read at all and the defaults are tried
     * @throws AdminFailure when the address or the token cannot be read, with the option to use instead
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
            ServerUrl defaults = new ServerUrl(local(read.config()), shown);
            warn.accept("the configuration cannot be read, so this asks " + defaults + ": " + file.path() + ": "
                    + unreadable.get().describe());
            return defaults;
        }
        for (String key : List.of("admin_host", "admin_port")) {
            require(read, key, file, "--url");
        }
        if (shown == null) {
            require(read, "admin_token", file, "--token env:NAME or file:PATH");
            shown = read.config().get(AdminListenerOptions.GROUP).token().texts().stream()
                    .findFirst()
                    .orElse(null);
        }
        return new ServerUrl(local(read.config()), shown);
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
            throw new AdminFailure("admin_port is 0, so that the server takes any free port: name it with --url");
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
