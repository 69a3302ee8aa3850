package dev.jenvoy.sender.travis;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs samples of Travis CI, with a user's token. Only Travis has the key for its signatures. */
final class TravisSigner implements SampleSigner {

    @Override
    public String name() {
        return "travis";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                Sample.of(TravisSigner.class, "passed", "Passed", "a build of a branch that passed"),
                Sample.of(TravisSigner.class, "failed", "Failed", "a build of a branch that failed"));
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
        return "there is no token, and only Travis has the key of its signatures, so the request is unsigned";
    }

    @Override
    public Map<String, String> headers(SampleRequest request) throws SendFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Travis CI Notifications / jenvoy-send");
        headers.put(TravisToken.SLUG, slug(request));
        return headers;
    }

    @Override
    public Map<String, String> proofs(SampleRequest request, String secret) throws SendFailure {
        return Map.of(TravisToken.HEADER, TravisToken.of(slug(request), secret));
    }

    /** Returns the repository of the payload, because the server compares the two. */
    private static String slug(SampleRequest request) throws SendFailure {
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

    private static JsonElement json(SampleRequest request) throws SendFailure {
        try {
            return JsonParser.parseString(new String(request.payload(), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new SendFailure("the payload is not JSON");
        }
    }

    private static String text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive text ? text.getAsString() : "";
    }
}
