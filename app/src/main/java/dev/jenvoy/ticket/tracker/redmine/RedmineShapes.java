package dev.jenvoy.ticket.tracker.redmine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.ticket.tracker.TicketStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads Redmine's JSON. What lacks a part that is needed is not Redmine's. */
final class RedmineShapes {

    private static final Set<String> EDITING = Set.of("edit_issues", "edit_own_issues");

    private RedmineShapes() {}

    /** Reads a status; empty if it has no id or no name. */
    static Optional<TicketStatus> status(JsonObject status) {
        String id = JsonBody.word(status, "id");
        String name = JsonBody.word(status, "name");
        return id.isEmpty() || name.isEmpty() ? Optional.empty() : Optional.of(new TicketStatus(id, name, ""));
    }

    /** Reads a list of statuses; empty if there is no such list. */
    static Optional<List<TicketStatus>> statuses(JsonObject object, String name) {
        if (!(object.get(name) instanceof JsonArray list)) {
            return Optional.empty();
        }
        List<TicketStatus> statuses = new ArrayList<>();
        for (JsonElement element : list) {
            Optional<TicketStatus> status = element instanceof JsonObject one ? status(one) : Optional.empty();
            if (status.isEmpty()) {
                return Optional.empty();
            }
            statuses.add(status.get());
        }
        return Optional.of(statuses);
    }

    /** Returns the ids of the roles that the account has in a project. */
    static Set<String> roles(JsonObject user, String projectId) {
        Set<String> roles = new TreeSet<>();
        if (user.get("memberships") instanceof JsonArray memberships) {
            for (JsonElement membership : memberships) {
                if (membership instanceof JsonObject one
                        && JsonBody.word(one, "project", "id").equals(projectId)
                        && one.get("roles") instanceof JsonArray list) {
                    list.forEach(role -> {
                        if (role instanceof JsonObject known) {
                            roles.add(JsonBody.word(known, "id"));
                        }
                    });
                }
            }
        }
        return roles;
    }

    /** Returns whether a role may edit tickets. */
    static boolean edits(JsonObject answer) {
        return JsonBody.object(answer, "role").get("permissions") instanceof JsonArray permissions
                && permissions.asList().stream()
                        .anyMatch(permission ->
                                permission.isJsonPrimitive() && EDITING.contains(permission.getAsString()));
    }

    /** Returns what Redmine finds wrong, in the language of the account, on one line. */
    static String errors(JsonObject answer) {
        List<String> errors = new ArrayList<>();
        if (answer.get("errors") instanceof JsonArray list) {
            list.forEach(error -> errors.add(error.isJsonPrimitive() ? error.getAsString() : error.toString()));
        }
        return String.join("; ", errors);
    }
}
