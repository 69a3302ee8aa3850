package dev.jenvoy.contract.ticket.standin;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes what Jira answers. */
final class JiraJson {

    private static final Gson GSON = new Gson();
    private static final Map<String, Integer> CATEGORIES = Map.of("new", 2, "indeterminate", 4, "done", 3);

    private final String site;

    JiraJson(String site) {
        this.site = site;
    }

    JsonObject issue(JiraIssue issue, JiraUser user, JsonArray transitions) {
        JsonObject fields = new JsonObject();
        fields.add("status", status(issue.status, user));
        JsonObject json = new JsonObject();
        json.addProperty(
                "expand", "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations");
        json.addProperty("id", issue.id);
        json.addProperty("self", site + "/rest/api/2/issue/" + issue.id);
        json.addProperty("key", issue.key);
        json.add("fields", fields);
        json.add("transitions", transitions);
        return json;
    }

    JsonObject status(JiraWorkflow.Status status, JiraUser user) {
        JsonObject category = new JsonObject();
        category.addProperty("self", site + "/rest/api/2/statuscategory/" + CATEGORIES.get(status.category()));
        category.addProperty("id", CATEGORIES.get(status.category()));
        category.addProperty("key", status.category());
        category.addProperty("colorName", "yellow");
        category.addProperty("name", status.category());
        JsonObject json = new JsonObject();
        json.addProperty("self", site + "/rest/api/2/status/" + status.id());
        json.addProperty("description", "");
        json.addProperty("iconUrl", site + "/");
        json.addProperty("name", status.name(user.language()));
        if (!user.language().equals("en")) {
            json.addProperty("untranslatedName", status.english());
        }
        json.addProperty("id", status.id());
        json.add("statusCategory", category);
        return json;
    }

    JsonObject transition(JiraWorkflow.Transition transition, JiraWorkflow workflow, JiraUser user, boolean fields) {
        JsonObject json = new JsonObject();
        json.addProperty("id", transition.id());
        json.addProperty("name", transition.name(user.language()));
        json.add("to", status(workflow.status(transition.to()), user));
        json.addProperty("hasScreen", !transition.screen().isEmpty());
        json.addProperty("isGlobal", transition.from().isEmpty());
        json.addProperty("isInitial", false);
        json.addProperty("isAvailable", transition.isAvailable());
        json.addProperty("isConditional", !transition.isAvailable());
        json.addProperty("looped", transition.from().equals(transition.to()));
        if (fields) {
            JsonObject known = new JsonObject();
            transition.screen().forEach(name -> known.add(name, field(name, transition)));
            json.add("fields", known);
        }
        return json;
    }

    private static JsonObject field(String name, JiraWorkflow.Transition transition) {
        JsonObject schema = new JsonObject();
        schema.addProperty("type", name);
        JsonArray operations = new JsonArray();
        operations.add("set");
        JsonObject field = new JsonObject();
        field.addProperty("required", transition.required().contains(name));
        field.add("schema", schema);
        field.addProperty("name", name);
        field.addProperty("key", name);
        field.add("operations", operations);
        return field;
    }

    JsonArray issueTypes(JiraWorkflow workflow, JiraUser user) {
        JsonArray statuses = new JsonArray();
        workflow.statuses().forEach(status -> statuses.add(status(status, user)));
        JsonArray types = new JsonArray();
        for (String name : List.of("Task", "Bug")) {
            JsonObject type = new JsonObject();
            type.addProperty("self", site + "/rest/api/2/issuetype/" + name.length());
            type.addProperty("id", Integer.toString(name.length()));
            type.addProperty("name", name);
            type.addProperty("subtask", false);
            type.add("statuses", statuses.deepCopy());
            types.add(type);
        }
        return types;
    }

    JsonObject permissions(Collection<String> names, JiraUser user) {
        JsonObject permissions = new JsonObject();
        for (String name : names) {
            JsonObject permission = new JsonObject();
            permission.addProperty("id", Integer.toString(name.length()));
            permission.addProperty("key", name);
            permission.addProperty("name", name);
            permission.addProperty("type", "PROJECT");
            permission.addProperty("description", "");
            permission.addProperty("havePermission", user.may(name));
            permissions.add(name, permission);
        }
        JsonObject json = new JsonObject();
        json.add("permissions", permissions);
        return json;
    }

    JsonObject user(JiraUser user) {
        JsonObject json = new JsonObject();
        json.addProperty("self", site + "/rest/api/2/user?accountId=5b10");
        json.addProperty("accountId", "5b10");
        json.addProperty("accountType", "atlassian");
        json.addProperty("displayName", user.name());
        json.addProperty("active", true);
        json.addProperty("locale", user.language());
        return json;
    }

    /** Returns Jira's errors: one message for the whole request, or texts of fields. */
    static JsonObject errors(String message, Map<String, String> fields) {
        JsonArray messages = new JsonArray();
        if (!message.isEmpty()) {
            messages.add(message);
        }
        JsonElement texts = GSON.toJsonTree(fields);
        JsonObject json = new JsonObject();
        json.add("errorMessages", messages);
        json.add("errors", texts);
        return json;
    }
}
