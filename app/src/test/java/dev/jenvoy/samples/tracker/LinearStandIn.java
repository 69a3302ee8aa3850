package dev.jenvoy.samples.tracker;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces the part of Linear that keeps issues. An issue is found by its id, its identifier, or an earlier identifier. */
final class LinearStandIn extends ChatStandIn {

    static final String KEY = "lin_api_not-a-real-key";

    private static final List<String> STATES = List.of("Backlog", "Todo", "In Progress", "Done");

    private final Map<String, Issue> issues = new LinkedHashMap<>();

    private static final class Issue {
        private String identifier = "";
        private String state = "";
    }

    synchronized void issue(String identifier, String state) {
        Issue issue = new Issue();
        issue.identifier = identifier;
        issue.state = state;
        issues.put(identifier, issue);
        issues.put("id-of-" + identifier, issue);
    }

    synchronized void rekey(String identifier, String other) {
        issues.get(identifier).identifier = other;
    }

    synchronized String state(String identifier) {
        return issues.get(identifier).state;
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.header("authorization").equals(KEY)) {
            return error(400, "AUTHENTICATION_ERROR", "Authentication required, not authenticated");
        }
        JsonObject variables = request.json().getAsJsonObject("variables");
        boolean moves = request.text("query").startsWith("mutation");
        String id = variables.get(moves ? "id" : "key").getAsString();
        Issue issue = issues.get(id);
        if (issue == null) {
            return error(200, "INPUT_ERROR", "Entity not found: Issue");
        }
        if (!moves) {
            return data("issue", shown(id, issue));
        }
        String wanted = variables.get("state").getAsString();
        Optional<String> state = STATES.stream()
                .filter(name -> wanted.equals("state-of-" + name))
                .findFirst();
        JsonObject update = new JsonObject();
        update.addProperty("success", state.isPresent());
        state.ifPresent(name -> issue.state = name);
        update.add("issue", state.isPresent() ? shown(id, issue) : JsonNull.INSTANCE);
        return data("issueUpdate", update);
    }

    private static JsonObject shown(String id, Issue issue) {
        JsonArray states = new JsonArray();
        STATES.forEach(name -> states.add(state(name, "state-of-")));
        JsonObject nodes = new JsonObject();
        nodes.add("nodes", states);
        JsonObject team = new JsonObject();
        team.add("states", nodes);
        JsonObject shown = new JsonObject();
        shown.addProperty("id", id.startsWith("id-of-") ? id : "id-of-" + id);
        shown.addProperty("identifier", issue.identifier);
        shown.addProperty("url", "https://linear.app/acme/issue/" + issue.identifier);
        shown.add("state", state(issue.state, "state-of-"));
        shown.add("team", team);
        return shown;
    }

    private static JsonObject state(String name, String prefix) {
        JsonObject state = new JsonObject();
        state.addProperty("id", prefix + name);
        state.addProperty("name", name);
        return state;
    }

    private static Answer data(String name, JsonObject value) {
        JsonObject data = new JsonObject();
        data.add(name, value);
        JsonObject answer = new JsonObject();
        answer.add("data", data);
        return Answer.of(200, answer.toString());
    }

    static Answer error(int status, String code, String message) {
        JsonObject extensions = new JsonObject();
        extensions.addProperty("code", code);
        JsonObject error = new JsonObject();
        error.addProperty("message", message);
        error.add("extensions", extensions);
        JsonArray errors = new JsonArray();
        errors.add(error);
        JsonObject answer = new JsonObject();
        answer.add("errors", errors);
        return Answer.of(status, answer.toString());
    }
}
