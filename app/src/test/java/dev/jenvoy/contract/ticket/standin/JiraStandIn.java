package dev.jenvoy.contract.ticket.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Replaces Jira, of which there is no package: keeps issues in workflows, and answers as the documentation and reports of bugs
 * describe it, in the language of the account. {@code JiraSchemaTest} holds what it takes and answers against Atlassian's own
 * description. Faults are spent on requests that change something, until {@link #failReadsToo}.
 */
public final class JiraStandIn extends ChatStandIn {

    public static final String BROWSE = "BROWSE_PROJECTS";
    public static final String MOVE = "TRANSITION_ISSUES";
    public static final String LINK = "LINK_ISSUES";
    public static final String COMMENT = "ADD_COMMENTS";

    private static final String API = "/rest/api/2";
    private static final Set<String> RESOLUTIONS = Set.of("Done", "Won't Do");
    private static final int FAILURES_BEFORE_CAPTCHA = 3;

    /** A request and what was answered. */
    public record Exchange(Request request, Answer answer) {}

    private final JiraJson json = new JiraJson(address());
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<String, JiraWorkflow> projects = new LinkedHashMap<>();
    private final Map<String, JiraIssue> issues = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, JiraUser> users = new LinkedHashMap<>();
    private final Set<String> outOfScope = new HashSet<>();
    private final Set<String> behindLogin = new HashSet<>();
    private String prefix = "";
    private boolean isDataCenter;
    private boolean readsFailToo;
    private int failures;
    private int nextId = 10_100;

    /** Has a project with this workflow. */
    public synchronized JiraStandIn project(String key, JiraWorkflow workflow) {
        projects.put(key, workflow);
        return this;
    }

    /** Knows this user; replaces the one who proved it in the same way. */
    public synchronized JiraStandIn user(JiraUser user) {
        users.put(user.authorization(), user);
        return this;
    }

    /** Has an issue in this status. */
    public synchronized JiraIssue issue(String key, JiraWorkflow.Status status) {
        JiraIssue issue = new JiraIssue(Integer.toString(nextId++), key, status);
        issues.put(key, issue);
        return issue;
    }

    /** Moves an issue to another project; the old key still leads to it. */
    public synchronized void rekey(String key, String other) {
        JiraIssue issue = issues.get(key);
        issue.key = other;
        issues.put(other, issue);
    }

    /** Puts an issue in a status, as a person does. */
    public synchronized void put(String key, JiraWorkflow.Status status) {
        issues.get(key).status = status;
    }

    /** Has another transition of the issue running, or not any more. */
    public synchronized void busy(String key, boolean isBusy) {
        issues.get(key).isBusy = isBusy;
    }

    /** Moves the issue on to this status after every transition, as an automation does. */
    public synchronized void automate(String key, String english) {
        issues.get(key).automation = Optional.of(english);
    }

    /** Has a token without the scope for this part of an issue, such as {@code remotelink}. */
    public synchronized JiraStandIn withoutScope(String part) {
        outOfScope.add(part);
        return this;
    }

    /** Leads to a page to log in for this part of an issue, as a proxy does. */
    public synchronized JiraStandIn withLogin(String part) {
        behindLogin.add(part);
        return this;
    }

    /** Takes no credentials any more: their time is over. */
    public synchronized void expireTokens() {
        users.clear();
    }

    /** Behaves as Data Center below this path: wrong credentials are 401, and after three of them a CAPTCHA is due. */
    public synchronized JiraStandIn asDataCenter(String path) {
        isDataCenter = true;
        prefix = path;
        return this;
    }

    /** Spends faults on requests that only read, too. */
    public synchronized void failReadsToo() {
        readsFailToo = true;
    }

    @Override
    protected boolean isOnlyReading(Request request) {
        return !readsFailToo && super.isOnlyReading(request);
    }

    /** Returns what was asked and answered, without faults. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    @Override
    protected Answer handle(Request request) {
        Answer answer = answered(request);
        exchanges.add(new Exchange(request, answer));
        return answer;
    }

    private Answer answered(Request request) {
        JiraUser user = users.get(request.header("authorization"));
        if (user == null) {
            return unknown(request);
        }
        if (!request.path().startsWith(prefix + API + "/")) {
            return page(404, "Not here");
        }
        String path = request.path().substring((prefix + API + "/").length());
        String[] parts = path.split("/");
        return switch (parts[0]) {
            case "myself" -> answer(200, json.user(user));
            case "mypermissions" -> permissions(request, user);
            case "project" -> statuses(parts[1], user);
            case "issue" -> issue(request, user, parts);
            default -> page(404, "Not here");
        };
    }

    /** Cloud treats a request with a wrong token as one without a login, which may see nothing. */
    private Answer unknown(Request request) {
        if (!isDataCenter) {
            boolean isIssue = request.path().contains("/issue/");
            return (isIssue ? missing() : error(401, "Client must be authenticated to access this resource."))
                    .with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
        }
        failures++;
        return failures <= FAILURES_BEFORE_CAPTCHA
                ? page(401, "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED")
                        .with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
                : page(403, "Basic Authentication Failure - Reason : AUTHENTICATION_DENIED")
                        .with("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")
                        .with(
                                "X-Authentication-Denied-Reason",
                                "CAPTCHA_CHALLENGE; login-url=" + address() + "/login.jsp");
    }

    private Answer permissions(Request request, JiraUser user) {
        String project = request.query().getOrDefault("projectKey", "");
        if (!project.isEmpty() && !projects.containsKey(project)) {
            return error(404, "No project could be found with key '" + project + "'.");
        }
        return answer(
                200,
                json.permissions(
                        List.of(request.query().getOrDefault("permissions", "").split(",")), user));
    }

    private Answer statuses(String project, JiraUser user) {
        JiraWorkflow workflow = projects.get(project);
        return workflow == null || !user.may(BROWSE)
                ? error(404, "No project could be found with key '" + project + "'.")
                : answer(200, json.issueTypes(workflow, user));
    }

    private Answer issue(Request request, JiraUser user, String[] parts) {
        JiraIssue issue = issues.get(parts[1]);
        if (issue == null || !user.may(BROWSE)) {
            return missing();
        }
        String what = parts.length > 2 ? parts[2] : "";
        if (behindLogin.contains(what)) {
            return page(302, "Log in").with("Location", address() + "/login");
        }
        if (outOfScope.contains(what)) {
            return Answer.json(401, "message", "Unauthorized; scope does not match");
        }
        return switch (request.method() + " " + what) {
            case "GET " -> answer(200, json.issue(issue, user, transitions(issue, user, "", false)));
            case "GET transitions" -> listed(request, issue, user);
            case "POST transitions" -> transition(request, issue, user);
            case "POST comment" -> comment(request, issue, user);
            case "POST remotelink" -> link(request, issue, user);
            default -> error(405, "Method Not Allowed");
        };
    }

    private Answer listed(Request request, JiraIssue issue, JiraUser user) {
        boolean fields = request.query().getOrDefault("expand", "").equals("transitions.fields");
        JsonObject list = new JsonObject();
        list.addProperty("expand", "transitions");
        list.add("transitions", transitions(issue, user, request.query().getOrDefault("transitionId", ""), fields));
        return answer(200, list);
    }

    /** Without the permission the list is empty. */
    private JsonArray transitions(JiraIssue issue, JiraUser user, String only, boolean fields) {
        JiraWorkflow workflow = projects.get(issue.project());
        JsonArray list = new JsonArray();
        if (user.may(MOVE)) {
            workflow.from(issue.status).stream()
                    .filter(one -> only.isEmpty() || one.id().equals(only))
                    .forEach(one -> list.add(json.transition(one, workflow, user, fields)));
        }
        return list;
    }

    private Answer transition(Request request, JiraIssue issue, JiraUser user) {
        if (issue.isBusy) {
            return error(409, "Another transition of this issue is being carried out.");
        }
        JsonObject body = request.json();
        String id = body.getAsJsonObject("transition").get("id").getAsString();
        JiraWorkflow workflow = projects.get(issue.project());
        Optional<JiraWorkflow.Transition> found = workflow.from(issue.status).stream()
                .filter(one -> one.id().equals(id) && one.isAvailable() && user.may(MOVE))
                .findFirst();
        if (found.isEmpty()) {
            return error(400, "Transition id '" + id + "' is not valid for this issue.");
        }
        JsonObject fields = body.has("fields") ? body.getAsJsonObject("fields") : new JsonObject();
        JiraWorkflow.Transition transition = found.get();
        Map<String, String> faults = faults(transition, fields, user);
        if (!faults.isEmpty() && transition.isSilent()) {
            return Answer.of(204, "");
        }
        if (!faults.isEmpty()) {
            return answer(400, JiraJson.errors("", faults));
        }
        fields.entrySet().forEach(field -> issue.fields.put(field.getKey(), field.getValue()));
        arrive(issue, workflow.status(transition.to()));
        issue.automation.ifPresent(next -> arrive(issue, workflow.status(next)));
        return Answer.of(204, "");
    }

    private static void arrive(JiraIssue issue, JiraWorkflow.Status status) {
        issue.status = status;
        issue.history.add(status.english());
    }

    private static Map<String, String> faults(JiraWorkflow.Transition transition, JsonObject fields, JiraUser user) {
        boolean german = user.language().equals("de");
        Map<String, String> faults = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> field : fields.entrySet()) {
            String name = field.getKey();
            if (!transition.screen().contains(name)) {
                faults.put(
                        name,
                        german
                                ? "Feld '" + name + "' kann nicht festgelegt werden."
                                : "Field '" + name
                                        + "' cannot be set. It is not on the appropriate screen, or unknown.");
            } else if (name.equals("resolution") && !RESOLUTIONS.contains(resolution(field.getValue()))) {
                faults.put(name, german ? "Ung\u00fcltige L\u00f6sung." : "Resolution name is not valid.");
            }
        }
        transition.required().stream()
                .filter(name -> !fields.has(name))
                .forEach(name -> faults.put(name, german ? name + " ist erforderlich." : name + " is required."));
        return faults;
    }

    private static String resolution(JsonElement value) {
        return value.isJsonObject() && value.getAsJsonObject().has("name")
                ? value.getAsJsonObject().get("name").getAsString()
                : "";
    }

    private Answer comment(Request request, JiraIssue issue, JiraUser user) {
        if (!user.may(COMMENT)) {
            return answer(
                    400,
                    JiraJson.errors("", Map.of("comment", "You do not have the permission to comment on this issue.")));
        }
        issue.comments.add(request.text("body"));
        JsonObject comment = new JsonObject();
        comment.addProperty("self", address() + API + "/issue/" + issue.id + "/comment/1");
        comment.addProperty("id", "1");
        comment.addProperty("body", request.text("body"));
        return answer(201, comment);
    }

    private Answer link(Request request, JiraIssue issue, JiraUser user) {
        if (!user.may(LINK)) {
            return error(403, "You do not have the permission to link issues.");
        }
        String id = request.text("globalId");
        boolean isNew = !issue.links.containsKey(id);
        issue.links.put(
                id, request.json().getAsJsonObject("object").get("title").getAsString());
        JsonObject link = new JsonObject();
        link.addProperty("id", new ArrayList<>(issue.links.keySet()).indexOf(id) + 10_000);
        link.addProperty("self", address() + API + "/issue/" + issue.key + "/remotelink/10000");
        return answer(isNew ? 201 : 200, link);
    }

    private static Answer missing() {
        return error(404, "Issue does not exist or you do not have permission to see it.");
    }

    private static Answer error(int status, String message) {
        return answer(status, JiraJson.errors(message, Map.of()));
    }

    private static Answer answer(int status, JsonElement body) {
        return Answer.of(status, body.toString()).with("Content-Type", "application/json;charset=UTF-8");
    }

    /** Returns a page for people. */
    public static Answer page(int status, String text) {
        return Answer.of(status, "<html><body>" + text + "</body></html>")
                .with("Content-Type", "text/html;charset=UTF-8");
    }
}
