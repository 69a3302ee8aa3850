package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces the REST interface of Bitbucket Cloud: key, state and link are required, and a key has 40 characters. */
public final class BitbucketStandIn extends ForgeStandIn {

    private static final Gson GSON = new Gson();
    private static final Set<String> STATES = Set.of("INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED");
    private static final String BASE = "/2.0/repositories/" + REPOSITORY;

    /** The account whose password the token is. */
    public static final String USER = "ada@acme.example";

    @Override
    protected Answer respond(Request request) {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + token()).getBytes(StandardCharsets.UTF_8));
        String sent = request.header("authorization");
        if (!sent.equals("Bearer " + token()) && !sent.equals(basic)) {
            return error(401, "Token is invalid, expired, or not supported for this endpoint.");
        }
        String path = request.path();
        if (path.startsWith(BASE + "/commit/")
                && path.endsWith("/statuses/build")
                && request.method().equals("POST")) {
            return status(path.substring((BASE + "/commit/").length()).split("/", -1)[0], request.json());
        }
        String comments = BASE + "/pullrequests/" + PULL + "/comments";
        if (path.equals(comments)) {
            if (request.method().equals("POST")) {
                Comment comment = new Comment(nextId(), raw(request.json()));
                kept().add(comment);
                return Answer.of(201, GSON.toJson(json(comment)));
            }
            List<Comment> page = page(kept(), request, "pagelen");
            return Answer.of(
                    200,
                    GSON.toJson(members("values", page.stream().map(this::json).toList(), "size", kept().size())));
        }
        if (path.startsWith(comments + "/") && request.method().equals("PUT")) {
            return edit(path.substring(path.lastIndexOf('/') + 1), raw(request.json()))
                    .map(comment -> Answer.of(200, GSON.toJson(json(comment))))
                    .orElseGet(() -> error(404, "Comment not found"));
        }
        return error(404, "Repository acme/other not found");
    }

    private Answer status(String sha, JsonObject body) {
        if (!isKnown(sha)) {
            return error(404, "Commit not found");
        }
        String key = text(body, "key");
        if (key.isEmpty() || key.length() > 40) {
            return error(400, "key: Ensure this value has at most 40 characters");
        }
        if (!STATES.contains(text(body, "state"))) {
            return error(400, "state: required key not provided");
        }
        if (!text(body, "url").startsWith("http")) {
            return error(400, "url: required key not provided");
        }
        statusesOf(SHA).add(new Shown(key, text(body, "state"), text(body, "description"), text(body, "url")));
        return Answer.json(
                201,
                "type",
                "build",
                "key",
                key,
                "name",
                text(body, "name"),
                "state",
                text(body, "state"),
                "description",
                text(body, "description"),
                "url",
                text(body, "url"));
    }

    private static String raw(JsonObject body) {
        return body.get("content") instanceof JsonObject content ? text(content, "raw") : "";
    }

    private Map<String, Object> json(Comment comment) {
        return members(
                "type",
                "pullrequest_comment",
                "id",
                comment.id(),
                "deleted",
                false,
                "content",
                members("raw", comment.text(), "markup", "markdown"));
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, "type", "error", "error", Map.of("message", message));
    }
}
