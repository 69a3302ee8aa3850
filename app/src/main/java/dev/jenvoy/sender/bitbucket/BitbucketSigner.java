package dev.jenvoy.sender.bitbucket;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs samples of Bitbucket Cloud. */
final class BitbucketSigner implements SampleSigner {

    @Override
    public String name() {
        return "bitbucket";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(BitbucketSigner.class, "push", "repo:push", "a commit pushed to a branch"),
                Sample.of(BitbucketSigner.class, "push-tag", "repo:push", "a tag pushed"),
                Sample.of(
                        BitbucketSigner.class,
                        "push-several",
                        "repo:push",
                        "a branch and a tag in one push: two deliveries"),
                Sample.of(
                        BitbucketSigner.class, "push-delete", "repo:push", "a branch deleted by a push; runs no hook"),
                Sample.of(BitbucketSigner.class, "pull_request", "pullrequest:created", "a pull request created"));
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Bitbucket-Webhooks/jenvoy-send");
        headers.put("X-Event-Key", request.event());
        headers.put("X-Hook-UUID", request.hookId());
        headers.put("X-Request-UUID", request.delivery());
        headers.put("X-Attempt-Number", "1");
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return Map.of(Bitbucket.SIGNATURE.name(), Bitbucket.SIGNATURE.sign(secret, request.body()));
    }
}
