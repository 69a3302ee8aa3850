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
 * Where a delivery goes, and what it is signed with.
 *
 * @param url where to
 * @param secret the secret; null to send without signatures
 */
record SendTarget(URI url, @Nullable String secret) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");
    private static final int DEFAULT_PORT = 5000;

    /**
     * A target as the options say it; what they leave open, the configuration says.
     *
     * @param url what {@code --url} says; null without it
     * @param secret what {@code --secret} says; null without it
     * @param voice whose secret it is
     * @param configuration loaded only if it is needed
     */
    static SendTarget find(
            @Nullable String url,
            @Nullable String secret,
            Voice voice,
            Configuration configuration,
            Main.Surroundings surroundings)
            throws SendFailure {
        Optional<Config> config = configuration.load();
        URI to = voice.address(url == null ? local(config) : parse(url));
        String with;
        if (secret == null) {
            with = config.map(voice::secrets)
                    .flatMap(secrets -> secrets.texts().stream().findFirst())
                    .orElse("");
        } else {
            with = SendSecret.resolve(secret, surroundings);
        }
        return new SendTarget(to, with.isEmpty() ? null : with);
    }

    /** The configuration, for who may need it. */
    interface Configuration {

        /**
         * Loads it; empty where there is none, and where the options say all that it could.
         *
         * @throws SendFailure when it cannot be used
         */
        Optional<Config> load() throws SendFailure;
    }

    /** The configuration; empty where there is none, which means the defaults. */
    static Optional<Config> load(ConfigFile file) throws SendFailure {
        if (file.isMissing()) {
            return Optional.empty();
        }
        LoadResult result = file.load();
        if (result instanceof LoadResult.Loaded loaded) {
            return Optional.of(loaded.config());
        }
        throw new SendFailure("the configuration cannot be used: " + file.path() + "\n"
                + result.problems().stream()
                        .filter(Problem::isError)
                        .map(problem -> "  " + problem.describe())
                        .collect(Collectors.joining("\n"))
                + "\nWith --url and --secret none is needed.");
    }

    /** This machine's own server. */
    private static URI local(Optional<Config> config) throws SendFailure {
        int port = config.map(Config::httpPort).orElse(DEFAULT_PORT);
        if (port == 0) {
            throw new SendFailure("http_port is 0, so that the server takes any free port: name it with --url");
        }
        String host = config.map(Config::httpHost).orElse("");
        if (EVERYWHERE.contains(host)) {
            host = "127.0.0.1";
        }
        return URI.create(
                "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port + "/");
    }

    private static URI parse(String text) throws SendFailure {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                String path = uri.getRawPath();
                return path == null || path.isEmpty() ? uri.resolve("/") : uri;
            }
        } catch (URISyntaxException e) {
            // Told below, as any other address that is none.
        }
        throw new SendFailure("--url wants an address like http://127.0.0.1:5000/");
    }
}
