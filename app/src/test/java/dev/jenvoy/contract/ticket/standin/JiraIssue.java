package dev.jenvoy.contract.ticket.standin;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An issue, and what was done to it. Guarded by the stand-in that keeps it. */
public final class JiraIssue {

    final String id;
    String key;
    JiraWorkflow.Status status;
    boolean isBusy;
    Optional<String> automation = Optional.empty();
    final Map<String, JsonElement> fields = new LinkedHashMap<>();
    final List<String> history = new ArrayList<>();
    final List<String> comments = new ArrayList<>();
    final Map<String, String> links = new LinkedHashMap<>();

    JiraIssue(String id, String key, JiraWorkflow.Status status) {
        this.id = id;
        this.key = key;
        this.status = status;
    }

    String project() {
        return key.substring(0, key.lastIndexOf('-'));
    }

    /** Returns the name of its status in English. */
    public String status() {
        return status.english();
    }

    /** Returns the names of the statuses that it came to, in English. */
    public List<String> history() {
        return List.copyOf(history);
    }

    /** Returns a field as JSON; empty if it was never set. */
    public String field(String name) {
        JsonElement value = fields.get(name);
        return value == null ? "" : value.toString();
    }

    /** Returns the bodies of its comments, in Jira's markup. */
    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** Returns the titles of its links by their global ids. */
    public Map<String, String> links() {
        return Map.copyOf(links);
    }
}
