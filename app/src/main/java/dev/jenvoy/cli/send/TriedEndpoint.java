package dev.jenvoy.cli.send;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.address.Cidr;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.config.EndpointsSection;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.endpoint.configured.EndpointTrial;
import dev.jenvoy.endpoint.configured.TrialRequest;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.web.response.WebOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An endpoint of the configuration that {@code send --endpoint} tries. */
final class TriedEndpoint {

    private final TrialOptions options;
    private final SendTarget.Configuration configuration;
    private final Surroundings surroundings;

    TriedEndpoint(TrialOptions options, SendTarget.Configuration configuration, Surroundings surroundings) {
        this.options = options;
        this.configuration = configuration;
        this.surroundings = surroundings;
    }

    SendReport.Subject subject() {
        return new SendReport.Subject("endpoint", options.name(), "");
    }

    /**
     * Makes the request.
     *
     * @param url the value of {@code --url}; null without it
     * @param file the file with the body, or {@code -}; null without it
     * @return a complete request, or the sender that signs it
     * @throws SendFailure when there is no such endpoint, or its proof cannot be made here
     */
    EndpointTrial find(@Nullable String url, @Nullable String file, CommandSpec command) throws SendFailure {
        PartialConfig read = configuration.read();
        ConfiguredEndpoints endpoints =
                read.config().get(EndpointsSection.GROUP).orElse(ConfiguredEndpoints.NONE);
        Optional<EndpointTrial> trial = endpoints.trial(options.rawName(), request(Optional.empty(), url, command));
        if (trial.isEmpty()) {
            configuration.require("endpoints." + options.rawName(), "a program that has the secret, such as curl");
            String names = String.join(", ", endpoints.entries().keySet());
            throw new SendFailure("there is no endpoint " + options.name() + " in the configuration"
                    + (names.isEmpty() ? "" : "; it has " + names));
        }
        if (trial.get() instanceof EndpointTrial.OfSender) {
            options.rejectOwn(command);
            return trial.get();
        }
        options.rejectOthers(command);
        if (file != null) {
            Optional<byte[]> body = Optional.of(bytes(file, command));
            trial = endpoints.trial(options.rawName(), request(body, url, command));
        }
        if (trial.orElseThrow() instanceof EndpointTrial.Impossible impossible) {
            throw new SendFailure("endpoints." + options.name() + "." + impossible.why());
        }
        return trial.orElseThrow();
    }

    private TrialRequest request(Optional<byte[]> body, @Nullable String url, CommandSpec command) throws SendFailure {
        List<Cidr> proxies = configuration.read().config().get(WebOptions.GROUP).trustedProxies();
        Optional<InetAddress> from =
                ownAddress(SendTarget.server(url, configuration).url());
        return new TrialRequest(
                options.method(command),
                options.contentType(),
                body,
                options.headers(command),
                from,
                from.isPresent() && proxies.stream().anyMatch(range -> range.contains(from.get())),
                !proxies.isEmpty(),
                Instant.now(),
                UUID.randomUUID().toString());
    }

    /** Returns the address from which a server on this machine sees its own requests; empty if it may be elsewhere. */
    private static Optional<InetAddress> ownAddress(URI server) {
        String host = server.getHost().replace("[", "").replace("]", "");
        return Addresses.parse(host.equals("localhost") ? "127.0.0.1" : host).filter(InetAddress::isLoopbackAddress);
    }

    private byte[] bytes(String name, CommandSpec command) {
        try {
            if (name.equals("-")) {
                return System.in.readAllBytes();
            }
            Path file = surroundings.folder().resolve(name);
            GivenFile.flaw(file).ifPresent(flaw -> {
                throw new ParameterException(command.commandLine(), "Cannot read the body: " + flaw);
            });
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException e) {
            throw new ParameterException(
                    command.commandLine(), "Cannot read " + TerminalText.line(name) + ": " + e.getMessage(), e);
        }
    }

    /** Returns the request with its address. */
    Exchange.Sent sent(EndpointTrial.Complete trial, @Nullable String url) throws SendFailure {
        SendServer to = SendTarget.server(url, configuration);
        URI server = to.url();
        return new Exchange.Sent(
                server.resolve(trial.path()),
                server.resolve(trial.shownPath()).toString(),
                trial.method(),
                trial.headers(),
                trial.headers().entrySet().stream()
                        .map(header -> "> " + header.getKey() + ": "
                                + (trial.hidden().contains(header.getKey().toLowerCase(Locale.ROOT))
                                        ? "(not shown)"
                                        : header.getValue()))
                        .collect(Collectors.joining("\n")),
                trial.body(),
                to.certificate());
    }
}
