package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.config.Config;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.travis.TravisToken;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Travis CI, with a user's token: its signature is made with a key that only Travis has. */
final class TravisSigner implements SampleSigner {

    @Override
    public String name() {
        return "travis";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("travis/", "passed", "Passed", "a build of a branch that passed"),
                new Sample("travis/", "failed", "Failed", "a build of a branch that failed"));
    }

    @Override
    public Secrets secrets(Config config) {
        return config.senders().of("travis").secret();
    }

    @Override
    public List<String> eventMembers() {
        return List.of("status_message", "result_message");
    }

    @Override
    public boolean sendsForms() {
        return true;
    }

    @Override
    public String unsigned() {
        return "there is no token, and only Travis has the key of its signatures, so this goes unsigned";
    }

    @Override
    public Map<String, String> headers(SendRequest request) throws SendFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Travis CI Notifications / jenvoy-send");
        headers.put(TravisToken.SLUG, slug(request));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SendRequest request, String secret) throws SendFailure {
        return Map.of(TravisToken.HEADER, TravisToken.of(slug(request), secret));
    }

    /** Of the payload, since the server compares the two. */
    private static String slug(SendRequest request) throws SendFailure {
        JsonElement payload = json(request);
        if (payload instanceof JsonObject object && object.get("repository") instanceof JsonObject repository) {
            String owner = text(repository.get("owner_name"));
            String name = text(repository.get("name"));
            if (Owner.isName(owner) && Repository.isName(name)) {
                return owner + "/" + name;
            }
        }
        throw new SendFailure(
                "the payload names no repository: expected {\"repository\": {\"owner_name\": …, \"name\": …}}");
    }

    private static JsonElement json(SendRequest request) throws SendFailure {
        try {
            return JsonParser.parseString(new String(request.payload(), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new SendFailure("the payload is no JSON");
        }
    }

    private static String text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive text ? text.getAsString() : "";
    }
}
