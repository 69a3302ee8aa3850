package dev.jenvoy.ticket.tracker.jira;

import com.google.gson.JsonObject;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Ticket;

/** The requests to Jira, without credentials. */
final class JiraApi {

    /** The permission to move tickets. */
    static final String MOVING = "TRANSITION_ISSUES";

    private final WebAddress base;

    /** @param site the address of the site, which may have a path */
    JiraApi(WebAddress site) {
        this.base = site.below("/rest/api/2");
    }

    HttpCall issue(String key) {
        return HttpCall.get(issueAddress(key).with("fields", "status").with("expand", "transitions"));
    }

    HttpCall transition(Ticket ticket, Step step, JsonObject fields) {
        JsonObject transition = new JsonObject();
        transition.addProperty("id", step.id());
        JsonObject body = new JsonObject();
        body.add("transition", transition);
        if (fields.size() > 0) {
            body.add("fields", fields);
        }
        return HttpCall.postJson(issueAddress(ticket.key()).below("/transitions"), body);
    }

    /** Asks which fields a transition has. */
    HttpCall transitionFields(Ticket ticket, Step step) {
        return HttpCall.get(issueAddress(ticket.key())
                .below("/transitions")
                .with("transitionId", step.id())
                .with("expand", "transitions.fields"));
    }

    HttpCall remoteLink(Ticket ticket, JsonObject link) {
        return HttpCall.postJson(issueAddress(ticket.key()).below("/remotelink"), link);
    }

    HttpCall comment(Ticket ticket, String text) {
        JsonObject body = new JsonObject();
        body.addProperty("body", text);
        return HttpCall.postJson(issueAddress(ticket.key()).below("/comment"), body);
    }

    HttpCall myself() {
        return HttpCall.get(base.below("/myself"));
    }

    HttpCall permissionsOfIssue(String key) {
        return HttpCall.get(base.below("/mypermissions").with("issueKey", key).with("permissions", MOVING));
    }

    HttpCall permissionsOfProject(String project) {
        return HttpCall.get(base.below("/mypermissions")
                .with("projectKey", project)
                .with("permissions", "BROWSE_PROJECTS," + MOVING));
    }

    HttpCall statuses(String project) {
        return HttpCall.get(base.below("/project/" + WebAddress.encode(project) + "/statuses"));
    }

    private WebAddress issueAddress(String key) {
        return base.below("/issue/" + WebAddress.encode(key));
    }
}
