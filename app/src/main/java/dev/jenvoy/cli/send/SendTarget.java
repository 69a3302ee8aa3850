package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.web.ListenOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery goes, and what it is signed with.
 *
 * @param url where to
 * @param secret the secret; null to send without signatures
 */
record SendTarget(URI url, @Nullable String secret) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");

    /**
     * A target as the options say it; what they leave open, the configuration says. Errors in what it says of other
     * things, and secrets that resolve for the server alone, are passed over.
     *
     * @param url what {@code --url} says; null without it
     * @param secret what {@code --secret} says; null without it
     * @param signer whose secret it is
     * @param configuration read only if it is needed
     * @throws SendFailure when the address or the secret cannot be read, with the option to use instead
     */
    static SendTarget find(
            @Nullable String url,
            @Nullable String secret,
            SampleSigner signer,
            Configuration configuration,
            Surroundings surroundings)
            throws SendFailure {
        PartialConfig read = configuration.read();
        URI to = signer.address(url == null ? local(read, configuration) : parse(url));
        if (secret != null) {
            String text = SendSecret.resolve(secret, surroundings);
            return new SendTarget(to, text.isEmpty() ? null : text);
        }
        Optional<String> found =
                SampleSigners.secrets(signer, read.config()).stream().findFirst();
        if (found.isEmpty()) {
            // An unsigned request in place of one whose secret could not be read would only mislead.
            configuration.require(signer.secretKey(), "--secret");
        }
        return new SendTarget(to, found.orElse(null));
    }

    /** The configuration, read when something of it is needed. */
    interface Configuration {

        /** What it says; the defaults where there is none, and where the options say all that it could. */
        PartialConfig read();

        /**
         * Makes sure that nothing keeps a value from being read.
         *
         * @param key the value's, as a path
         * @param option what says the same
         * @throws SendFailure when something does
         */
        void require(String key, String option) throws SendFailure;
    }

    /** This file's. */
    static Configuration configuration(ConfigFile file) {
        PartialConfig read = file.loadPartly();
        return new Configuration() {
            @Override
            public PartialConfig read() {
                return read;
            }

            @Override
            public void require(String key, String option) throws SendFailure {
                Optional<Problem> error = read.errorAt(key);
                if (error.isPresent()) {
                    throw new SendFailure(key + " of " + file.path() + " cannot be read here; use " + option + "\n  "
                            + error.get().describe());
                }
            }
        };
    }

    /** This machine's own server. */
    private static URI local(PartialConfig read, Configuration configuration) throws SendFailure {
        for (String key : List.of("http_host", "http_port")) {
            configuration.require(key, "--url");
        }
        int port = read.config().get(ListenOptions.GROUP).port();
        if (port == 0) {
            throw new SendFailure("http_port is 0, so that the server takes any free port: name it with --url");
        }
        String host = EVERYWHERE.contains(read.config().get(ListenOptions.GROUP).host())
                ? "127.0.0.1"
                : read.config().get(ListenOptions.GROUP).host();
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
