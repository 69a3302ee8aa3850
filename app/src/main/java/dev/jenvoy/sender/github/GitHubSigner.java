package dev.jenvoy.sender.github;

import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.verify.HmacHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs samples of GitHub; see its documentation of webhook delivery headers. */
final class GitHubSigner implements SampleSigner {

    private static final String TARGET_ID = "700100200";

    @Override
    public String name() {
        return "github";
    }

    @Override
    public List<Sample> samples() {
        return GitHubSamples.ALL;
    }

    @Override
    public String secretKey() {
        return "enforce_secret";
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitHub-Hookshot/jenvoy-send");
        headers.put("X-GitHub-Delivery", request.delivery());
        headers.put("X-GitHub-Event", request.event());
        headers.put("X-GitHub-Hook-ID", request.hookId());
        headers.put("X-GitHub-Hook-Installation-Target-ID", TARGET_ID);
        headers.put("X-GitHub-Hook-Installation-Target-Type", "repository");
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        Map<String, String> proofs = new LinkedHashMap<>();
        for (HmacHeader signature : List.of(GitHub.SHA1, GitHub.SHA256)) {
            proofs.put(signature.name(), signature.sign(secret, request.body()));
        }
        return proofs;
    }
}
