package dev.jenvoy.sender.custom;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.sender.github.GitHubSamples;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleFacts;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs samples of a sender that the configuration describes: a push like GitHub's, with the facts at the configured
 * paths.
 */
record CustomSigner(CustomSenderSpec form) implements SampleSigner {

    private static final String COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";

    @Override
    public String name() {
        return form.name();
    }

    @Override
    public List<Sample> samples() {
        String event = form.event() == null ? "push" : form.event().name();
        return List.of(GitHubSamples.push(event, "something pushed to a branch, or with --tag a tag"));
    }

    @Override
    public Map<String, String> headers(SampleRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "jenvoy-send");
        if (form.eventHeader() != null) {
            headers.put(form.eventHeader(), request.event());
        }
        if (form.deliveryHeader() != null) {
            headers.put(form.deliveryHeader(), request.delivery());
        }
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) {
        return Map.of(form.proof().header(), form.proof().value(secret, request.body()));
    }

    @Override
    public JsonElement adapted(JsonElement payload, SampleFacts facts) {
        Map<String, String> places = facts.places();
        JsonObject adapted = payload.deepCopy().getAsJsonObject();
        form.paths().forEach((fact, path) -> {
            String value = value(fact, facts, places);
            if (!value.isEmpty()) {
                put(adapted, path, value);
            }
        });
        return adapted;
    }

    /** Returns the value of a fact; empty if the sample does not have it. */
    private String value(String fact, SampleFacts facts, Map<String, String> places) {
        boolean tagged = facts.tag() != null;
        boolean elsewhere = form.paths().containsKey("tag") || form.paths().containsKey("ref");
        return switch (fact) {
            case "repository" -> places.get("owner") + "/" + places.get("repo");
            case "branch" ->
                !tagged ? places.getOrDefault("branch", "") : elsewhere ? "" : places.getOrDefault("ref", "");
            case "tag" -> tagged ? places.getOrDefault("tag", "") : "";
            case "owner", "ref" -> places.getOrDefault(fact, "");
            case "sha" -> COMMIT;
            case "sender" -> "octo-dev";
            case "title" -> "Say hello";
            default -> "created";
        };
    }

    private static void put(JsonObject object, String path, String value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.addProperty(path, value);
            return;
        }
        String key = path.substring(0, dot);
        JsonObject below = object.get(key) instanceof JsonObject there ? there : new JsonObject();
        object.add(key, below);
        put(below, path.substring(dot + 1), value);
    }
}
