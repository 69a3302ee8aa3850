package dev.jenvoy.cli.send;

import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.config.Config;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.standard.StandardSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sender that follows the Standard Webhooks specification. */
final class StandardSigner implements SampleSigner {

    private static final String SIGNATURE = "webhook-signature";

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("standard/", "push", "push", "something pushed to a branch, or with --tag a tag"),
                new Sample("standard/", "invoice", "invoice.paid", "an event that is of no repository"));
    }

    @Override
    public Secrets secrets(Config config) {
        return config.senders().of("standard").secret();
    }

    @Override
    public List<String> eventMembers() {
        return List.of("type");
    }

    @Override
    public Map<String, String> headers(SendRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put("webhook-id", request.delivery());
        headers.put("webhook-timestamp", String.valueOf(request.at().getEpochSecond()));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SendRequest request, String secret) throws SendFailure {
        if (!StandardSignature.isSecret(secret)) {
            throw new SendFailure("a secret of Standard Webhooks is whsec_ and base64; this one is not");
        }
        Map<String, String> all = StandardSignature.headers(secret, request.delivery(), request.at(), request.body());
        // The other two prove nothing, and are there without a secret too.
        Map<String, String> proofs = new LinkedHashMap<>(all);
        proofs.keySet().retainAll(List.of(SIGNATURE));
        return proofs;
    }
}
