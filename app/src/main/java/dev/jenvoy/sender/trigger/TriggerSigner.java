package dev.jenvoy.sender.trigger;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleFacts;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs triggers of one branch.
 *
 * @param repository the repository that is triggered, without an owner
 * @param branch the branch that is triggered
 * @param tokens the tokens that the configuration has for this branch
 * @param iterations how often the signature is hashed
 */
public record TriggerSigner(String repository, String branch, List<String> tokens, int iterations)
        implements SampleSigner {

    /** The default of {@code SIG_HASH_ITERATIONS}. */
    private static final int ITERATIONS = 1000;

    public TriggerSigner {
        tokens = List.copyOf(tokens);
    }

    /** Signs for the samples' repository and branch, for which the configuration has no token. */
    TriggerSigner() {
        this(SampleFacts.REPOSITORY, SampleFacts.BRANCH, List.of(), ITERATIONS);
    }

    /** Returns a signer for another repository or branch, where a person asks for one. */
    public TriggerSigner about(@Nullable String otherRepository, @Nullable String otherBranch) {
        return new TriggerSigner(
                otherRepository == null ? repository : otherRepository,
                otherBranch == null ? branch : otherBranch,
                tokens,
                iterations);
    }

    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(TriggerSigner.class, "push", "push", "a branch triggered with GET"),
                Sample.of(TriggerSigner.class, "push-post", "push", "a branch triggered with POST"));
    }

    @Override
    public String secretKey() {
        return "TRIGGERS";
    }

    @Override
    public String method(Sample sample) {
        return sample.name().equals("push") ? "GET" : "POST";
    }

    /** Keeps the slashes of the branch. */
    @Override
    public URI address(URI server) {
        String path = URLEncoder.encode(repository + "-" + branch, StandardCharsets.UTF_8)
                .replace("%2F", "/");
        String base = server.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + path);
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put(TriggerSignature.TIMESTAMP, String.valueOf(request.at().getEpochSecond()));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return Map.of(
                TriggerSignature.HEADER,
                TriggerSignature.of(request.at().getEpochSecond(), repository, branch, secret, iterations));
    }

    /** Returns the payload that hooks get, except for the time. The request itself has no payload. */
    @Override
    public JsonElement adapted(JsonElement payload, SampleFacts facts) {
        JsonObject adapted = payload.deepCopy().getAsJsonObject();
        adapted.addProperty("ref", "refs/heads/" + branch);
        adapted.getAsJsonObject("repository").addProperty("name", repository);
        return adapted;
    }

    @Override
    public boolean hasPayload() {
        return false;
    }

    @Override
    public boolean namesOwners() {
        return false;
    }

    @Override
    public String unsigned() {
        return "there is no token for " + repository + ":" + branch + ", so the request is unsigned";
    }

    /** Never shows a token. */
    @Override
    public String toString() {
        return "TriggerSigner[" + repository + ":" + branch + ", tokens=" + tokens.size() + "]";
    }
}
