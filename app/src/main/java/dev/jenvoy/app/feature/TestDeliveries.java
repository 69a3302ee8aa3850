package dev.jenvoy.app.feature;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jenvoy.config.Config;
import dev.jenvoy.sender.custom.CustomSenderType;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleFacts;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.sender.trigger.TriggerSigner;
import dev.jenvoy.sender.type.SenderType;
import dev.jenvoy.web.admin.senders.TestSender;
import dev.jenvoy.web.tls.PinnedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Sends samples to the server's own public address, signed with the secrets of the configuration in force. */
public final class TestDeliveries implements TestSender {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_SAID_BYTES = 1_000;
    private static final String HOOK_ID = "500100300";

    /** Loaded with the first test delivery: a start spares 120 classes. */
    private static final class Json {
        static final Gson GSON =
                new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    }

    private final Supplier<Config> config;
    private final Supplier<InetSocketAddress> listener;
    private final Optional<Path> certificate;
    private final InstantSource clock;

    /**
     * @param listener returns the public address; fails while the server does not listen
     * @param certificate the file of the listener's certificate, if it speaks TLS
     */
    public TestDeliveries(
            Supplier<Config> config,
            Supplier<InetSocketAddress> listener,
            Optional<Path> certificate,
            InstantSource clock) {
        this.config = config;
        this.listener = listener;
        this.certificate = certificate;
        this.clock = clock;
    }

    @Override
    public List<KnownSender> senders(URI server) {
        Config now = config.get();
        List<KnownSender> senders = new ArrayList<>();
        for (SenderType type : types(now).toList()) {
            String name = type.identity().name();
            type.signers().forEach(signer -> senders.add(known(signer, server, now)));
            type.unsignable()
                    .ifPresent(why ->
                            senders.add(new KnownSender(name, server, "senders." + name, false, Optional.of(why))));
        }
        List<String> order = SenderTypes.defaultFirst(senders.stream().map(KnownSender::name));
        return order.stream()
                .flatMap(name -> senders.stream().filter(one -> one.name().equals(name)))
                .toList();
    }

    private static KnownSender known(SampleSigner signer, URI server, Config now) {
        return new KnownSender(
                signer.name(),
                configured(signer, now).address(server),
                signer.secretKey(),
                secret(signer, now) != null,
                Optional.empty());
    }

    @Override
    public Optional<Answer> send(String sender) throws SendFailure {
        Config now = config.get();
        Optional<SampleSigner> found = types(now)
                .flatMap(type -> type.signers().stream())
                .filter(signer -> signer.name().equals(sender))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SampleSigner signer = configured(found.get(), now);
        Sample sample = signer.samples().get(0);
        SampleRequest request = request(signer, sample);
        Map<String, String> headers =
                request.headers(signer, secret(signer, now)).all();
        try {
            return Optional.of(send(signer.address(own()), request, headers));
        } catch (IOException e) {
            throw new SendFailure("the server did not answer at its own address " + own());
        }
    }

    private static Stream<SenderType> types(Config now) {
        return Stream.concat(
                SenderTypes.ALL.stream(), now.senders().described().stream().map(CustomSenderType::new));
    }

    /** Gives a trigger the first entry that is configured. */
    private static SampleSigner configured(SampleSigner signer, Config now) {
        return signer instanceof TriggerSigner
                ? now.get(TriggerOptions.GROUP).keys().stream()
                        .findFirst()
                        .<SampleSigner>map(key -> new TriggerSigner(
                                key.repository().name(),
                                key.branch().name(),
                                key.token().texts(),
                                key.iterations()))
                        .orElse(signer)
                : signer;
    }

    private static @Nullable String secret(SampleSigner signer, Config now) {
        String prefix = "senders.";
        List<String> secrets;
        if (configured(signer, now) instanceof TriggerSigner trigger) {
            secrets = trigger.tokens();
        } else if (signer.secretKey().startsWith(prefix)) {
            secrets = now.senders()
                    .of(signer.secretKey().substring(prefix.length()))
                    .secrets();
        } else {
            secrets = now.get(GitHubOptions.GROUP).secrets();
        }
        return secrets.isEmpty() ? null : secrets.get(0);
    }

    private SampleRequest request(SampleSigner signer, Sample sample) {
        SampleFacts facts = new SampleFacts(SampleFacts.OWNER, SampleFacts.REPOSITORY, null, null);
        byte[] payload = Json.GSON
                .toJson(signer.adapted(sample.about(facts).json(), facts))
                .getBytes(StandardCharsets.UTF_8);
        String method = signer.method(sample);
        String id = UUID.randomUUID().toString();
        return signer.sendsForms()
                ? SampleRequest.form(method, sample.event(), payload, id, HOOK_ID, clock.instant())
                : SampleRequest.json(method, sample.event(), payload, id, HOOK_ID, clock.instant());
    }

    /** Returns the server's address on this machine. */
    private URI own() {
        InetSocketAddress address = listener.get();
        InetAddress host = address.getAddress();
        String text = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return URI.create((certificate.isPresent() ? "https://" : "http://")
                + (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort() + "/");
    }

    private Answer send(URI url, SampleRequest request, Map<String, String> headers) throws IOException {
        // A proxy for the whole process must not see what is signed for this server, nor answer in its place.
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        try {
            if (certificate.isPresent() && connection instanceof HttpsURLConnection secure) {
                PinnedCertificate.require(secure, certificate.get());
            }
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(request.method());
            headers.forEach(connection::setRequestProperty);
            if (!request.method().equals("GET")) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(request.body().length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(request.body());
                }
            }
            int status = connection.getResponseCode();
            try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
                String said = in == null ? "" : new String(in.readNBytes(MAX_SAID_BYTES), StandardCharsets.UTF_8);
                return new Answer(status, request.event(), said);
            }
        } finally {
            connection.disconnect();
        }
    }
}
