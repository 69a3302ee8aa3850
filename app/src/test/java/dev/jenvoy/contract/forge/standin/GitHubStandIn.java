package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Replaces GitHub's REST interface, as its documentation describes it: 1,000 statuses for a commit and a context,
 * descriptions of 140 characters, primary and secondary limits, and the installations and tokens of an App.
 */
public class GitHubStandIn extends ForgeStandIn {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");
    private static final int MAX_STATUSES = 1_000;

    private final GitHubDeliveries deliveries = new GitHubDeliveries();
    private final GitHubApp app = new GitHubApp();
    private String hookUrl = "";
    private int left = 5_000;
    private long reset;

    /** Returns the deliveries that its webhooks sent. */
    public GitHubDeliveries deliveries() {
        return deliveries;
    }

    /** Has the webhooks of the repository, the organisation and the App send to an address. */
    public synchronized GitHubStandIn webhooks(String url) {
        hookUrl = url;
        return this;
    }

    /** Returns its App. */
    public GitHubApp app() {
        return app;
    }

    /** Leaves so many requests until a time in seconds since 1970. */
    public synchronized void limit(int requests, long until) {
        left = requests;
        reset = until;
    }

    @Override
    protected Answer respond(Request request) {
        Answer answer = limited(request);
        return answer.with("X-RateLimit-Limit", "5000")
                .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, left)))
                .with("X-RateLimit-Reset", Long.toString(reset));
    }

    private Answer limited(Request request) {
        if (left <= 0) {
            return error(403, "API rate limit exceeded for user ID 1.");
        }
        left--;
        if (request.header("user-agent").isEmpty()) {
            return error(403, "Request forbidden by administrative rules.");
        }
        if (request.path().startsWith("/app/") || request.path().endsWith("/installation")) {
            return app.isSigned(request.bearer())
                    ? asApp(request)
                    : error(401, "A JSON web token could not be decoded");
        }
        boolean isLetIn = request.bearer().equals(token()) || app.isToken(request.bearer());
        return isLetIn ? ofToken(request) : error(401, "Bad credentials");
    }

    private Answer asApp(Request request) {
        if (request.path().equals("/app/hook/config")) {
            return Answer.json(200, "content_type", "json", "insecure_ssl", "0", "url", hookUrl);
        }
        if (request.path().startsWith("/app/hook/")) {
            return deliveries.answer(request, "/app/hook");
        }
        return app.answer(request);
    }

    private Answer ofToken(Request request) {
        String base = "/repos/" + REPOSITORY;
        String path = request.path();
        if (path.startsWith(base + "/hooks/" + GitHubDeliveries.HOOK + "/")) {
            return deliveries.answer(request, base + "/hooks/" + GitHubDeliveries.HOOK);
        }
        if (path.startsWith("/orgs/acme/hooks/" + GitHubDeliveries.ORG_HOOK + "/")) {
            return deliveries.answer(request, "/orgs/acme/hooks/" + GitHubDeliveries.ORG_HOOK);
        }
        if (path.equals(base + "/hooks")) {
            return webhooks(GitHubDeliveries.HOOK);
        }
        if (path.equals("/orgs/acme/hooks")) {
            return webhooks(GitHubDeliveries.ORG_HOOK);
        }
        if (path.startsWith(base + "/statuses/") && request.method().equals("POST")) {
            return status(path.substring((base + "/statuses/").length()), request.json());
        }
        if (path.equals(base + "/issues/" + PULL + "/comments")) {
            return request.method().equals("POST") ? write(request.json()) : list(request);
        }
        if (path.startsWith(base + "/issues/comments/") && request.method().equals("PATCH")) {
            return edit(path.substring(path.lastIndexOf('/') + 1), text(request.json(), "body"))
                    .map(comment -> Answer.of(200, GSON.toJson(json(comment))))
                    .orElseGet(() -> error(404, "Not Found"));
        }
        return error(404, "Not Found");
    }

    private Answer webhooks(long id) {
        List<Map<String, Object>> all = new ArrayList<>();
        if (!hookUrl.isEmpty()) {
            all.add(webhook(id, hookUrl));
            all.add(webhook(id + 1, "https://hooks.acme.example.org/"));
        }
        return Answer.of(200, GSON.toJson(all));
    }

    private static Map<String, Object> webhook(long id, String url) {
        return members(
                "id", id, "type", "Repository", "active", true, "config", members("content_type", "json", "url", url));
    }

    private Answer status(String sha, JsonObject body) {
        String context = body.has("context") ? text(body, "context") : "default";
        if (!isKnown(sha)) {
            return error(422, "No commit found for SHA: " + sha);
        }
        if (!STATES.contains(text(body, "state"))) {
            return error(422, "Validation Failed");
        }
        if (text(body, "description").length() > 140) {
            return error(422, "Validation Failed: description is too long (maximum is 140 characters)");
        }
        List<Shown> known = statusesOf(SHA);
        if (known.stream().filter(status -> status.context().equals(context)).count() >= MAX_STATUSES) {
            return error(422, "Validation Failed: This SHA and context has reached the maximum number of statuses.");
        }
        known.add(new Shown(context, text(body, "state"), text(body, "description"), text(body, "target_url")));
        return Answer.json(
                201,
                "url",
                address() + "/repos/" + REPOSITORY + "/statuses/" + SHA,
                "avatar_url",
                "https://github.example/images/error/hubot_happy.gif",
                "id",
                nextId(),
                "node_id",
                "MDY6U3RhdHVzMQ==",
                "state",
                text(body, "state"),
                "description",
                text(body, "description"),
                "target_url",
                body.has("target_url") ? text(body, "target_url") : null,
                "context",
                context,
                "created_at",
                "2026-01-20T01:19:13Z",
                "updated_at",
                "2026-01-20T01:19:13Z",
                "creator",
                null);
    }

    private Answer write(JsonObject body) {
        if (text(body, "body").isBlank()) {
            return error(422, "Validation Failed: body can't be blank");
        }
        Comment comment = new Comment(nextId(), text(body, "body"));
        kept().add(comment);
        return Answer.of(201, GSON.toJson(json(comment)));
    }

    private Answer list(Request request) {
        return Answer.of(
                200,
                GSON.toJson(page(kept(), request, "per_page").stream()
                        .map(this::json)
                        .collect(Collectors.toList())));
    }

    private Map<String, Object> json(Comment comment) {
        String url = address() + "/repos/" + REPOSITORY + "/issues/comments/" + comment.id();
        return members(
                "id",
                comment.id(),
                "node_id",
                "MDEyOklzc3VlQ29tbWVudDE=",
                "url",
                url,
                "html_url",
                "https://github.example/" + REPOSITORY + "/issues/7#issuecomment-" + comment.id(),
                "body",
                comment.text(),
                "user",
                null,
                "created_at",
                "2026-01-20T01:19:13Z",
                "updated_at",
                "2026-01-20T01:19:13Z",
                "issue_url",
                address() + "/repos/" + REPOSITORY + "/issues/7",
                "author_association",
                "COLLABORATOR");
    }

    static Answer error(int status, String message) {
        return Answer.json(
                status, "message", message, "documentation_url", "https://docs.github.com/rest", "status", "" + status);
    }
}
