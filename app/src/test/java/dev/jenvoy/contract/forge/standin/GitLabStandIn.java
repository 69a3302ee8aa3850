package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces GitLab's REST interface: a status of a commit is a job that moves on, so a state that it has already is refused,
 * and one that has ended makes room for another one of the same name.
 */
public final class GitLabStandIn extends ForgeStandIn {

    private static final Gson GSON = new Gson();
    private static final Set<String> STATES = Set.of("pending", "running", "success", "failed", "canceled", "skipped");
    private static final Set<String> OPEN = Set.of("pending", "running");
    private static final String BASE = "/api/v4/projects/" + REPOSITORY;

    /** What GitLab keeps of a delivery. */
    public record Event(long id, String uuid, String status, String trigger) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Long> resent = new ArrayList<>();
    private final List<String> hooks = new ArrayList<>();

    public synchronized GitLabStandIn hook(String url) {
        hooks.add(url);
        return this;
    }

    public synchronized GitLabStandIn event(String uuid, String status) {
        events.add(new Event(nextId(), uuid, status, "push_hooks"));
        return this;
    }

    public synchronized List<Long> resent() {
        return List.copyOf(resent);
    }

    @Override
    protected Answer respond(Request request) {
        if (!request.header("private-token").equals(token())) {
            return Answer.json(401, "message", "401 Unauthorized");
        }
        String path = request.path();
        if (path.startsWith(BASE + "/statuses/") && request.method().equals("POST")) {
            return status(path.substring((BASE + "/statuses/").length()), request.json());
        }
        if (path.startsWith(BASE + "/merge_requests/" + PULL + "/notes")) {
            return note(request);
        }
        if (path.startsWith(BASE + "/hooks")) {
            return hooks(request, path.substring((BASE + "/hooks").length()));
        }
        return Answer.json(404, "message", "404 Project Not Found");
    }

    private Answer status(String sha, JsonObject body) {
        String state = text(body, "state");
        String name = body.has("name") ? text(body, "name") : "default";
        if (!isKnown(sha)) {
            return Answer.json(404, "message", "404 Commit Not Found");
        }
        if (!STATES.contains(state)) {
            return Answer.json(400, "error", "state does not have a valid value");
        }
        List<Shown> known = statusesOf(SHA);
        String before = known.stream()
                .filter(status -> status.context().equals(name))
                .map(Shown::state)
                .reduce("", (first, second) -> second);
        if (OPEN.contains(before) && before.equals(state)) {
            String event = state.equals("pending") ? "enqueue" : "run";
            return Answer.json(
                    400,
                    "message",
                    Map.of(
                            "status",
                            List.of("Cannot transition status via :" + event + " from :" + before
                                    + " (Reason(s): Status cannot transition via \"" + event + "\")")));
        }
        known.add(new Shown(name, state, text(body, "description"), text(body, "target_url")));
        return Answer.json(
                201,
                "id",
                nextId(),
                "sha",
                SHA,
                "ref",
                "main",
                "status",
                state,
                "name",
                name,
                "target_url",
                text(body, "target_url"),
                "description",
                text(body, "description"),
                "created_at",
                "2026-01-20T01:19:13.000Z",
                "allow_failure",
                false);
    }

    private Answer note(Request request) {
        String rest = request.path().substring((BASE + "/merge_requests/" + PULL + "/notes").length());
        if (rest.isEmpty() && request.method().equals("POST")) {
            Comment comment = new Comment(nextId(), text(request.json(), "body"));
            kept().add(comment);
            return Answer.json(201, "id", comment.id(), "body", comment.text());
        }
        if (rest.isEmpty()) {
            return Answer.of(
                    200,
                    GSON.toJson(page(kept(), request, "per_page").stream()
                            .map(comment -> members("id", comment.id(), "body", comment.text()))
                            .toList()));
        }
        return edit(rest.substring(1), text(request.json(), "body"))
                .map(comment -> Answer.json(200, "id", comment.id(), "body", comment.text()))
                .orElseGet(() -> Answer.json(404, "message", "404 Not found"));
    }

    private Answer hooks(Request request, String rest) {
        if (rest.isEmpty()) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (int at = 0; at < hooks.size(); at++) {
                all.add(members("id", at + 1, "url", hooks.get(at)));
            }
            return Answer.of(200, GSON.toJson(all));
        }
        if (rest.equals("/1/events") && request.method().equals("GET")) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (Event event : page(events, request, "per_page")) {
                all.add(members(
                        "id", event.id(),
                        "url", hooks.get(0),
                        "trigger", event.trigger(),
                        "request_headers",
                                members(
                                        "X-Gitlab-Event",
                                        "Push Hook",
                                        "X-Gitlab-Event-UUID",
                                        event.uuid(),
                                        "Idempotency-Key",
                                        event.uuid(),
                                        "X-Gitlab-Token",
                                        "[REDACTED]"),
                        "response_status", event.status(),
                        "execution_duration", 1.09));
            }
            return Answer.of(200, GSON.toJson(all));
        }
        if (rest.matches("/1/events/[0-9]+/resend") && request.method().equals("POST")) {
            resent.add(Long.valueOf(rest.split("/", -1)[3]));
            return Answer.json(201, "response_status", 200);
        }
        return Answer.json(404, "message", "404 Not found");
    }
}
