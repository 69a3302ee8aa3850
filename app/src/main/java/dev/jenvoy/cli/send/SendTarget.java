package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.config.TlsSection;
import dev.jenvoy.endpoint.configured.EndpointTrial;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.tls.TlsOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a delivery, and the secret for signing it.
 *
 * @param url the address
 * @param secret the secret; null to send without signatures
 * @param certificate the file of the only certificate to trust; empty to trust what Java trusts
 */
record SendTarget(URI url, @Nullable String secret, Optional<Path> certificate) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "");

    /**
     * Takes the target from the options, and the rest from the configuration. Ignores errors elsewhere in it, and
     * secrets that only the server can read.
     *
     * @param url the value of {@code --url}; null without it
     * @param secret the value of {@code --secret}; null without it
     * @param signer the signer that the secret is for
     * @param configuration read only if it is needed
     * @throws SendFailure when the address or the secret cannot be read; the message names the option to use instead
     */
    static SendTarget find(
            @Nullable String url,
            @Nullable String secret,
            SampleSigner signer,
            Configuration configuration,
            Surroundings surroundings)
            throws SendFailure {
        PartialConfig read = configuration.read();
        SendServer server = server(url, configuration);
        URI to = signer.address(server.url());
        if (secret != null) {
            String text = SendSecret.resolve(secret, surroundings);
            return new SendTarget(to, text.isEmpty() ? null : text, server.certificate());
        }
        Optional<String> found =
                SampleSigners.secrets(signer, read.config()).stream().findFirst();
        if (found.isEmpty()) {
            // An unsigned request in place of one with an unreadable secret would mislead.
            configuration.require(signer.secretKey(), "--secret");
        }
        return new SendTarget(to, found.orElse(null), server.certificate());
    }

    /**
     * Takes the target of an endpoint that belongs to a sender.
     *
     * @param url the value of {@code --url}: the server's address; null without it
     * @param secret the value of {@code --secret}; null for that of the endpoint
     * @throws SendFailure when the address or the secret cannot be read
     */
    static SendTarget of(
            EndpointTrial.OfSender entry,
            @Nullable String url,
            @Nullable String secret,
            Configuration configuration,
            Surroundings surroundings)
            throws SendFailure {
        String given = secret == null ? entry.secret() : SendSecret.resolve(secret, surroundings);
        SendServer server = server(url, configuration);
        return new SendTarget(server.url().resolve(entry.path()), given.isEmpty() ? null : given, server.certificate());
    }

    /**
     * Returns the server.
     *
     * @param url the value of {@code --url}; null for this machine's own server
     * @throws SendFailure when it cannot be read
     */
    static SendServer server(@Nullable String url, Configuration configuration) throws SendFailure {
        if (url != null) {
            return new SendServer(parse(url), Optional.empty());
        }
        PartialConfig read = configuration.read();
        return new SendServer(local(read, configuration), certificate(read));
    }

    /** The configuration, read when it is needed. */
    interface Configuration {

        /** Returns its content; the defaults if the file does not exist or the options make it unnecessary. */
        PartialConfig read();

        /**
         * Checks that a value can be read.
         *
         * @param key the key, as a path
         * @param option the option to use instead
         * @throws SendFailure when it cannot be read
         */
        void require(String key, String option) throws SendFailure;
    }

    /** Returns the configuration in this file. */
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

    /** Returns the address of this machine's own server. */
    private static URI local(PartialConfig read, Configuration configuration) throws SendFailure {
        for (String key : List.of("http_host", "http_port", "tls")) {
            configuration.require(key, "--url");
        }
        int port = read.config().get(ListenOptions.GROUP).port();
        if (port == 0) {
            throw new SendFailure("http_port is 0, so the server uses any free port: give its address with --url");
        }
        String host = EVERYWHERE.contains(read.config().get(ListenOptions.GROUP).host())
                ? "127.0.0.1"
                : read.config().get(ListenOptions.GROUP).host();
        return URI.create((certificate(read).isPresent() ? "https://" : "http://")
                + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port + "/");
    }

    private static Optional<Path> certificate(PartialConfig read) {
        return read.config().get(TlsSection.GROUP).map(TlsOptions::certificate);
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
            // Reported below, like every other invalid address.
        }
        throw new SendFailure("--url must be an address like http://127.0.0.1:5000/");
    }
}
