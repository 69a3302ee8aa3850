package dev.jenvoy.cli.send;

import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.config.Config;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.standard.StandardSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitLab, with a secret token or, where the secret is one, with a signing token. */
final class GitLabSigner implements SampleSigner {

    @Override
    public String name() {
        return "gitlab";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("gitlab/", "push", "Push Hook", "two commits pushed to a branch"),
                new Sample("gitlab/", "push-tag", "Tag Push Hook", "a tag pushed"),
                new Sample("gitlab/", "push-delete", "Push Hook", "a branch deleted by a push; runs no hook"),
                new Sample(
                        "gitlab/", "merge_request", "Merge Request Hook", "a merge request opened against a branch"));
    }

    @Override
    public Secrets secrets(Config config) {
        return config.senders().of("gitlab").secret();
    }

    @Override
    public Map<String, String> headers(SendRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitLab/jenvoy-send");
        headers.put("Idempotency-Key", request.delivery());
        headers.put("X-Gitlab-Event", request.event());
        headers.put("X-Gitlab-Webhook-UUID", request.delivery());
        headers.put("X-Gitlab-Instance", "https://gitlab.example.com");
        return headers;
    }

    @Override
    public Map<String, String> proofs(SendRequest request, String secret) {
        return StandardSignature.isSecret(secret)
                ? StandardSignature.headers(secret, request.delivery(), request.at(), request.body())
                : Map.of("X-Gitlab-Token", secret);
    }
}
