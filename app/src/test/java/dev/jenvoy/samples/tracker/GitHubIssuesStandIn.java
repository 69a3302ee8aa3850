package dev.jenvoy.samples.tracker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the part of GitHub that keeps issues and their labels. */
final class GitHubIssuesStandIn extends ChatStandIn {

    static final String TOKEN = "github_pat_not-a-real-token";

    private static final Pattern ISSUE = Pattern.compile("/repos/acme/site/issues/([0-9]+)(/labels(?:/(.+))?)?");

    private final Map<String, Issue> issues = new LinkedHashMap<>();

    private static final class Issue {
        private final Set<String> labels = new LinkedHashSet<>();
        private String state = "open";
        private boolean isPull;
    }

    synchronized void issue(String number, String state, String... labels) {
        Issue issue = new Issue();
        issue.state = state;
        issue.labels.addAll(List.of(labels));
        issues.put(number, issue);
    }

    synchronized void pull(String number) {
        issue(number, "open");
        issues.get(number).isPull = true;
    }

    synchronized Set<String> labels(String number) {
        return Set.copyOf(issues.get(number).labels);
    }

    synchronized String state(String number) {
        return issues.get(number).state;
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.bearer().equals(TOKEN)) {
            return Answer.json(401, "message", "Bad credentials");
        }
        Matcher place = ISSUE.matcher(request.path());
        Issue issue = place.matches() ? issues.get(place.group(1)) : null;
        if (issue == null) {
            return Answer.json(404, "message", "Not Found");
        }
        String what = request.method() + (place.group(2) == null ? "" : place.group(3) == null ? " labels" : " label");
        switch (what) {
            case "GET" -> {
                return shown(place.group(1), issue);
            }
            case "PATCH" -> {
                issue.state = request.text("state");
                return shown(place.group(1), issue);
            }
            case "POST labels" -> {
                request.json().getAsJsonArray("labels").forEach(label -> issue.labels.add(label.getAsString()));
                return Answer.of(200, labels(issue).toString());
            }
            case "DELETE label" -> {
                String label = URLDecoder.decode(place.group(3), StandardCharsets.UTF_8);
                return issue.labels.remove(label)
                        ? Answer.of(200, labels(issue).toString())
                        : Answer.json(404, "message", "Label does not exist");
            }
            default -> {
                return Answer.json(405, "message", "Not allowed");
            }
        }
    }

    private static JsonArray labels(Issue issue) {
        JsonArray labels = new JsonArray();
        issue.labels.forEach(name -> {
            JsonObject label = new JsonObject();
            label.addProperty("name", name);
            labels.add(label);
        });
        return labels;
    }

    private static Answer shown(String number, Issue issue) {
        JsonObject shown = new JsonObject();
        shown.addProperty("number", Integer.parseInt(number));
        shown.addProperty("state", issue.state);
        shown.addProperty("html_url", "https://github.com/acme/site/issues/" + number);
        shown.add("labels", labels(issue));
        if (issue.isPull) {
            shown.add("pull_request", new JsonObject());
        }
        return Answer.of(200, shown.toString());
    }
}
