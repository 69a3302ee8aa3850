package dev.jenvoy.sender.bitbucket;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs samples of Bitbucket Server and Data Center, which share the configuration's entry of Bitbucket Cloud. */
final class BitbucketServerSigner implements SampleSigner {

    @Override
    public String name() {
        return "bitbucket-server";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.in(
                        BitbucketServerSigner.class,
                        "server/",
                        "push",
                        "repo:refs_changed",
                        "a commit pushed to a branch, or with --tag a tag"),
                Sample.in(
                        BitbucketServerSigner.class,
                        "server/",
                        "push-delete",
                        "repo:refs_changed",
                        "a branch deleted by a push; runs no hook"),
                Sample.in(
                        BitbucketServerSigner.class,
                        "server/",
                        "pull_request",
                        "pr:opened",
                        "a pull request opened against a branch"),
                Sample.in(
                        BitbucketServerSigner.class,
                        "server/",
                        "ping",
                        "diagnostics:ping",
                        "the ping that a server sends to test a webhook; runs no hook"));
    }

    @Override
    public String secretKey() {
        return "senders.bitbucket";
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Atlassian HttpClient / jenvoy-send");
        headers.put("X-Event-Key", request.event());
        headers.put("X-Request-Id", request.delivery());
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return Map.of(Bitbucket.SIGNATURE.name(), Bitbucket.SIGNATURE.sign(secret, request.body()));
    }
}
