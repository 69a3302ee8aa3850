package dev.jenvoy.sender.gitea;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs samples of Gitea, Forgejo or Gogs, which share one entry of the configuration.
 *
 * @param prefix the prefix of the sender's own headers
 */
record GiteaSigner(String name, String prefix) implements SampleSigner {

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(GiteaSigner.class, "push", "push", "a commit pushed to a branch"),
                Sample.of(GiteaSigner.class, "push-delete", "push", "a branch deleted by a push; runs no hook"),
                Sample.of(GiteaSigner.class, "pull_request", "pull_request", "a pull request opened against a branch"));
    }

    @Override
    public String secretKey() {
        return "senders.gitea";
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put(prefix + "Delivery", request.delivery());
        headers.put(prefix + "Event", request.event());
        headers.put(prefix + "Event-Type", request.event());
        headers.put("X-GitHub-Delivery", request.delivery());
        headers.put("X-GitHub-Event", request.event());
        return headers;
    }

    /** Signs the JSON, even if a form contains it. */
    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return Map.of(prefix + "Signature", Gitea.signature(prefix).sign(secret, request.payload()));
    }
}
