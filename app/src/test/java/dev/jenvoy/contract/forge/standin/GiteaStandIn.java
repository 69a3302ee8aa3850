package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;

/** Replaces the REST interface of Gitea and Forgejo. */
public final class GiteaStandIn extends ForgeStandIn {

    private static final Gson GSON = new Gson();
    private static final Set<String> STATES = Set.of("pending", "success", "error", "failure", "warning");
    private static final String BASE = "/api/v1/repos/" + REPOSITORY;

    @Override
    protected Answer respond(Request request) {
        if (!request.header("authorization").equals("token " + token())) {
            return Answer.json(401, "message", "token is required", "url", address() + "/api/swagger");
        }
        String path = request.path();
        if (path.startsWith(BASE + "/statuses/") && request.method().equals("POST")) {
            return status(path.substring((BASE + "/statuses/").length()), request.json());
        }
        if (path.equals(BASE + "/issues/" + PULL + "/comments")) {
            if (request.method().equals("POST")) {
                Comment comment = new Comment(nextId(), text(request.json(), "body"));
                kept().add(comment);
                return Answer.of(201, GSON.toJson(json(comment)));
            }
            return Answer.of(
                    200,
                    // There are no pages in this list.
                    GSON.toJson(kept().stream().map(this::json).toList()));
        }
        if (path.startsWith(BASE + "/issues/comments/") && request.method().equals("PATCH")) {
            return edit(path.substring(path.lastIndexOf('/') + 1), text(request.json(), "body"))
                    .map(comment -> Answer.of(200, GSON.toJson(json(comment))))
                    .orElseGet(() -> Answer.json(404, "message", "comment does not exist"));
        }
        return Answer.json(404, "message", "The target couldn't be found.");
    }

    private Answer status(String sha, JsonObject body) {
        if (!isKnown(sha)) {
            return Answer.json(404, "message", "object does not exist");
        }
        if (!STATES.contains(text(body, "state"))) {
            return Answer.json(400, "message", "state is not known");
        }
        statusesOf(SHA)
                .add(new Shown(
                        text(body, "context"),
                        text(body, "state"),
                        text(body, "description"),
                        text(body, "target_url")));
        return Answer.json(
                201,
                "id",
                nextId(),
                "status",
                text(body, "state"),
                "target_url",
                text(body, "target_url"),
                "description",
                text(body, "description"),
                "url",
                address() + BASE + "/statuses/" + SHA,
                "context",
                text(body, "context"),
                "created_at",
                "2026-01-20T01:19:13Z",
                "updated_at",
                "2026-01-20T01:19:13Z");
    }

    private Map<String, Object> json(Comment comment) {
        return members(
                "id",
                comment.id(),
                "html_url",
                "https://gitea.example/" + REPOSITORY + "/pulls/7#issuecomment-" + comment.id(),
                "body",
                comment.text(),
                "created_at",
                "2026-01-20T01:19:13Z",
                "updated_at",
                "2026-01-20T01:19:13Z");
    }
}
