package dev.jenvoy.cli.send;

import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.config.Config;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.custom.HmacSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gitea, Forgejo or Gogs, which share one entry of the configuration.
 *
 * @param prefix what the sender's own headers begin with
 */
record GiteaSigner(String name, String prefix) implements SampleSigner {

    private static final HmacSpec CODE = new HmacSpec(HmacSpec.Algorithm.SHA256, HmacSpec.Encoding.HEX, "");

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("gitea/", "push", "push", "a commit pushed to a branch"),
                new Sample("gitea/", "push-delete", "push", "a branch deleted by a push; runs no hook"),
                new Sample("gitea/", "pull_request", "pull_request", "a pull request opened against a branch"));
    }

    @Override
    public Secrets secrets(Config config) {
        return config.senders().of("gitea").secret();
    }

    @Override
    public String secretKey() {
        return "senders.gitea";
    }

    @Override
    public Map<String, String> headers(SendRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put(prefix + "Delivery", request.delivery());
        headers.put(prefix + "Event", request.event());
        headers.put(prefix + "Event-Type", request.event());
        headers.put("X-GitHub-Delivery", request.delivery());
        headers.put("X-GitHub-Event", request.event());
        return headers;
    }

    /** Made of the JSON, also where that is sent as a form. */
    @Override
    public Map<String, String> proofs(SendRequest request, String secret) {
        return Map.of(prefix + "Signature", CODE.sign(secret, request.payload()));
    }
}
