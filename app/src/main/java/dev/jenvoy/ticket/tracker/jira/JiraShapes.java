package dev.jenvoy.ticket.tracker.jira;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.TicketStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Jira's JSON. What lacks a part that is needed is not Jira's. */
final class JiraShapes {

    private JiraShapes() {}

    /** Reads a status; empty if it has no id or no name. */
    static Optional<TicketStatus> status(JsonObject status) {
        String id = JsonBody.word(status, "id");
        String name = JsonBody.word(status, "name");
        return id.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new TicketStatus(id, name, JsonBody.word(status, "untranslatedName")));
    }

    /** Reads the transitions of a ticket; empty if one of them has no id or no target. */
    static Optional<List<Step>> steps(JsonObject issue) {
        if (!(issue.get("transitions") instanceof JsonArray transitions)) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (JsonElement element : transitions) {
            JsonObject transition = element instanceof JsonObject object ? object : new JsonObject();
            String id = JsonBody.word(transition, "id");
            Optional<TicketStatus> target = status(JsonBody.object(transition, "to"));
            if (id.isEmpty() || target.isEmpty()) {
                return Optional.empty();
            }
            steps.add(new Step(
                    id,
                    JsonBody.word(transition, "name"),
                    target.get(),
                    isTrue(transition, "hasScreen", false),
                    isTrue(transition, "isAvailable", true)));
        }
        return Optional.of(steps);
    }

    /** Reads the statuses of a project, each once; empty if this is no list of them. */
    static Optional<List<TicketStatus>> statuses(JsonArray issueTypes) {
        Map<String, TicketStatus> statuses = new LinkedHashMap<>();
        for (JsonElement type : issueTypes) {
            if (!(type instanceof JsonObject object) || !(object.get("statuses") instanceof JsonArray list)) {
                return Optional.empty();
            }
            for (JsonElement element : list) {
                Optional<TicketStatus> status = element instanceof JsonObject one ? status(one) : Optional.empty();
                if (status.isEmpty()) {
                    return Optional.empty();
                }
                statuses.putIfAbsent(status.get().id(), status.get());
            }
        }
        return Optional.of(List.copyOf(statuses.values()));
    }

    /** Returns whether the account has a permission; empty if the answer does not say. */
    static Optional<Boolean> permission(JsonObject permissions, String name) {
        JsonObject permission = JsonBody.object(permissions, "permissions", name);
        return permission.get("havePermission") instanceof JsonPrimitive has && has.isBoolean()
                ? Optional.of(has.getAsBoolean())
                : Optional.empty();
    }

    private static boolean isTrue(JsonObject object, String name, boolean otherwise) {
        return (object.get(name) instanceof JsonPrimitive value && value.isBoolean())
                ? value.getAsBoolean()
                : otherwise;
    }
}
