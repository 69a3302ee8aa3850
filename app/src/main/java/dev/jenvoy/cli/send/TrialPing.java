package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A ping as GitHub sends one, to see whether deliveries get through. It runs no hook. */
public final class TrialPing {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SampleSigner signer;
    private final SendTarget target;
    private final SendPayload payload;

    private TrialPing(SampleSigner signer, SendTarget target, SendPayload payload) {
        this.signer = signer;
        this.target = target;
        this.payload = payload;
    }

    /**
     * What was answered.
     *
     * @param delivery the id under which the ping was sent
     * @param text the body
     */
    public record Answer(int status, String delivery, String text) {}

    /**
     * Prepares a ping.
     *
     * @param url where it goes; null for the server of the configuration on this machine
     * @throws SendFailure when the configuration does not say where it goes, or its secret cannot be read here
     */
    public static TrialPing prepare(
            @Nullable String url, ConfigFile file, Surroundings surroundings, CommandSpec command) throws SendFailure {
        SampleSigner github = SampleSigners.known(SenderTypes.DEFAULT).orElseThrow();
        SendTarget target = SendTarget.find(url, null, github, SendTarget.configuration(file), surroundings);
        SendPayload payload =
                SendPayload.read("ping", null, new SampleOptions(), github, surroundings.folder(), command);
        return new TrialPing(github, target, payload);
    }

    /** Returns where it goes. */
    public URI url() {
        return target.url();
    }

    /** Returns whether there is a secret to sign it with. */
    public boolean isSigned() {
        return target.secret() != null;
    }

    /**
     * Sends it with its signature, and waits ten seconds at most for each piece of the answer.
     *
     * @throws IOException when there is no answer
     */
    public Answer send() throws IOException, SendFailure {
        return send(target.secret());
    }

    /** Sends it without its signature. */
    public Answer sendUnsigned() throws IOException, SendFailure {
        return send(null);
    }

    private Answer send(@Nullable String secret) throws IOException, SendFailure {
        String id = UUID.randomUUID().toString();
        SampleRequest request =
                SampleRequest.json(payload.method(), payload.event(), payload.bytes(), id, "500100300", Instant.now());
        SendReply reply = new SendClient(TIMEOUT, target.certificate())
                .send(
                        target.url(),
                        request.method(),
                        request.headers(signer, secret).all(),
                        request.body());
        return new Answer(reply.status(), id, reply.text());
    }
}
