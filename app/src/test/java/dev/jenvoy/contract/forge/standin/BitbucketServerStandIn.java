package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces the REST interface of Bitbucket Data Center: a comment is edited with the version that it has. */
public final class BitbucketServerStandIn extends ForgeStandIn {

    private static final Gson GSON = new Gson();
    private static final Set<String> STATES = Set.of("INPROGRESS", "SUCCESSFUL", "FAILED", "CANCELLED", "UNKNOWN");
    private static final String BASE = "/rest/api/latest/projects/ACME/repos/site";

    private final Map<Long, Integer> versions = new HashMap<>();

    @Override
    protected Answer respond(Request request) {
        if (!request.header("authorization").equals("Bearer " + token())) {
            return error(401, "Authentication failed. Please check your credentials and try again.");
        }
        String path = request.path();
        if (path.equals(BASE + "/commits/" + SHA + "/builds")
                && request.method().equals("POST")) {
            return status(request.json());
        }
        String pull = BASE + "/pull-requests/" + PULL;
        if (path.equals(pull + "/comments") && request.method().equals("POST")) {
            Comment comment = new Comment(nextId(), text(request.json(), "text"));
            kept().add(comment);
            return Answer.of(201, GSON.toJson(json(comment)));
        }
        if (path.equals(pull + "/activities")) {
            return Answer.of(
                    200,
                    GSON.toJson(members(
                            "isLastPage",
                            true,
                            "values",
                            kept().stream()
                                    .map(comment -> members("action", "COMMENTED", "comment", json(comment)))
                                    .toList())));
        }
        if (path.startsWith(pull + "/comments/")) {
            return comment(request, path.substring(path.lastIndexOf('/') + 1));
        }
        return error(404, "Repository ACME/other does not exist.");
    }

    private Answer status(JsonObject body) {
        for (String required : List.of("key", "state", "url")) {
            if (text(body, required).isEmpty()) {
                return error(400, required + " is required");
            }
        }
        if (!STATES.contains(text(body, "state"))) {
            return error(400, "state is invalid");
        }
        statusesOf(SHA)
                .add(new Shown(text(body, "key"), text(body, "state"), text(body, "description"), text(body, "url")));
        return Answer.of(204, "");
    }

    private Answer comment(Request request, String id) {
        Comment known = kept().stream()
                .filter(comment -> Long.toString(comment.id()).equals(id))
                .findFirst()
                .orElse(null);
        if (known == null) {
            return error(404, "The comment with ID " + id + " does not exist");
        }
        if (request.method().equals("GET")) {
            return Answer.of(200, GSON.toJson(json(known)));
        }
        JsonObject body = request.json();
        int version = versions.getOrDefault(known.id(), 0);
        if (!body.has("version") || body.get("version").getAsInt() != version) {
            return error(409, "You are attempting to modify a comment based on out-of-date information.");
        }
        versions.put(known.id(), version + 1);
        return Answer.of(200, GSON.toJson(json(edit(id, text(body, "text")).orElseThrow())));
    }

    private Map<String, Object> json(Comment comment) {
        return members("id", comment.id(), "version", versions.getOrDefault(comment.id(), 0), "text", comment.text());
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, "errors", List.of(Map.of("message", message)));
    }
}
