package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.cli.send.sample.SampleFacts;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.sender.TriggerConfig;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.trigger.TriggerSignature;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever triggers a branch. Which, is the first entry of {@code TRIGGERS} that is about what the options ask for; where
 * none is, there is no token but what {@code --secret} says.
 *
 * @param repository what is triggered, without an owner
 * @param branch what is triggered
 * @param tokens that the configuration has for it
 * @param iterations how often the signature is hashed
 */
record TriggerSigner(String repository, String branch, Secrets tokens, int iterations) implements SampleSigner {

    /** What the configuration says where it says nothing. */
    private static final int ITERATIONS = 1000;

    /** One that knows no configuration. */
    TriggerSigner() {
        this(SampleFacts.REPOSITORY, SampleFacts.BRANCH, Secrets.none(), ITERATIONS);
    }

    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("trigger/", "push", "push", "a branch triggered with GET"),
                new Sample("trigger/", "push-post", "push", "a branch triggered with POST"));
    }

    @Override
    public SampleSigner knowing(SendTarget.Configuration configuration, SampleOptions options) {
        @Nullable String wantedRepository = options.repositoryName();
        @Nullable String wantedBranch = options.branch();
        Optional<TriggerConfig> entry = configuration.read().config().triggers().all().stream()
                .filter(one -> wantedRepository == null || wantedRepository.equals(one.repository()))
                .filter(one -> wantedBranch == null || wantedBranch.equals(one.branch()))
                .findFirst();
        return entry.map(one -> new TriggerSigner(one.repository(), one.branch(), one.token(), one.iterations()))
                .orElseGet(() -> new TriggerSigner(
                        wantedRepository == null ? repository : wantedRepository,
                        wantedBranch == null ? branch : wantedBranch,
                        tokens,
                        iterations));
    }

    @Override
    public Secrets secrets(Config config) {
        return tokens;
    }

    @Override
    public String secretKey() {
        return "TRIGGERS";
    }

    @Override
    public String method(Sample sample) {
        return sample.name().equals("push") ? "GET" : "POST";
    }

    /** Slashes of the branch stay as they are. */
    @Override
    public URI address(URI server) {
        String path = URLEncoder.encode(repository + "-" + branch, StandardCharsets.UTF_8)
                .replace("%2F", "/");
        String base = server.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + path);
    }

    @Override
    public Map<String, String> headers(SendRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        headers.put(TriggerSignature.TIMESTAMP, String.valueOf(request.at().getEpochSecond()));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SendRequest request, String secret) {
        return Map.of(
                TriggerSignature.HEADER,
                TriggerSignature.of(request.at().getEpochSecond(), repository, branch, secret, iterations));
    }

    /** What hooks get, but for the time: what is sent tells nothing. */
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
        return "there is no token for " + repository + ":" + branch + ", so this goes unsigned";
    }
}
