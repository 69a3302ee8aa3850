package dev.jenvoy.sender.standard;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.sender.verify.StandardSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs samples of a sender that follows the Standard Webhooks specification. */
final class StandardSigner implements SampleSigner {

    private static final String SIGNATURE = "webhook-signature";

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(StandardSigner.class, "push", "push", "something pushed to a branch, or with --tag a tag"),
                Sample.of(StandardSigner.class, "invoice", "invoice.paid", "an event without a repository"));
    }

    @Override
    public List<String> eventMembers() {
        return List.of("type");
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put("webhook-id", request.delivery());
        headers.put("webhook-timestamp", String.valueOf(request.at().getEpochSecond()));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) throws SendFailure {
        if (!StandardSecret.key(secret).isPresent()) {
            throw new SendFailure("a secret of Standard Webhooks is whsec_ and base64; this one is not");
        }
        Map<String, String> all = StandardSignature.headers(secret, request.delivery(), request.at(), request.body());
        // The other two headers prove nothing and are sent without a secret too.
        Map<String, String> proofs = new LinkedHashMap<>(all);
        proofs.keySet().retainAll(List.of(SIGNATURE));
        return proofs;
    }
}
