package dev.jenvoy.sender.gitlab;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.verify.StandardSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs samples of GitLab, with a secret token or, if the secret is one, with a signing token. */
final class GitLabSigner implements SampleSigner {

    @Override
    public String name() {
        return "gitlab";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(GitLabSigner.class, "push", "Push Hook", "two commits pushed to a branch"),
                Sample.of(GitLabSigner.class, "push-tag", "Tag Push Hook", "a tag pushed"),
                Sample.of(GitLabSigner.class, "push-delete", "Push Hook", "a branch deleted by a push; runs no hook"),
                Sample.of(
                        GitLabSigner.class,
                        "merge_request",
                        "Merge Request Hook",
                        "a merge request opened against a branch"));
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitLab/jenvoy-send");
        headers.put("Idempotency-Key", request.delivery());
        headers.put("X-Gitlab-Event", request.event());
        headers.put("X-Gitlab-Webhook-UUID", request.delivery());
        headers.put("X-Gitlab-Instance", "https://gitlab.example.com");
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return StandardSecret.key(secret).isPresent()
                ? StandardSignature.headers(secret, request.delivery(), request.at(), request.body())
                : Map.of("X-Gitlab-Token", secret);
    }
}
