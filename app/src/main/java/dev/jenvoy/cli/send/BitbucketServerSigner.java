package dev.jenvoy.cli.send;

import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.config.Config;
import dev.jenvoy.option.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bitbucket Server and Data Center, which share their entry of the configuration with the cloud. */
final class BitbucketServerSigner implements SampleSigner {

    @Override
    public String name() {
        return "bitbucket-server";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample(
                        "bitbucket-server/",
                        "push",
                        "repo:refs_changed",
                        "a commit pushed to a branch, or with --tag a tag"),
                new Sample(
                        "bitbucket-server/",
                        "push-delete",
                        "repo:refs_changed",
                        "a branch deleted by a push; runs no hook"),
                new Sample("bitbucket-server/", "pull_request", "pr:opened", "a pull request opened against a branch"),
                new Sample(
                        "bitbucket-server/",
                        "ping",
                        "diagnostics:ping",
                        "what a server sends to try a webhook out; runs no hook"));
    }

    @Override
    public Secrets secrets(Config config) {
        return config.senders().of("bitbucket").secret();
    }

    @Override
    public String secretKey() {
        return "senders.bitbucket";
    }

    @Override
    public Map<String, String> headers(SendRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Atlassian HttpClient / jenvoy-send");
        headers.put("X-Event-Key", request.event());
        headers.put("X-Request-Id", request.delivery());
        return headers;
    }

    @Override
    public Map<String, String> proofs(SendRequest request, String secret) {
        return Map.of("X-Hub-Signature", BitbucketSigner.CODE.sign(secret, request.body()));
    }
}
