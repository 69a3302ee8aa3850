package dev.jenvoy.ticket.tracker.redmine;

import com.google.gson.JsonObject;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;

/** The requests to Redmine, without credentials. */
final class RedmineApi {

    private final WebAddress base;

    /** @param site the address of the site, which may have a path */
    RedmineApi(WebAddress site) {
        this.base = site;
    }

    HttpCall issue(String number) {
        return HttpCall.get(issueAddress(number).with("include", "allowed_statuses"));
    }

    HttpCall update(String number, JsonObject changes) {
        JsonObject body = new JsonObject();
        body.add("issue", changes);
        return HttpCall.putJson(issueAddress(number), body);
    }

    HttpCall currentUser() {
        return HttpCall.get(base.below("/users/current.json").with("include", "memberships"));
    }

    /** @param idOrIdentifier the number of the project, or its identifier */
    HttpCall project(String idOrIdentifier) {
        return HttpCall.get(base.below("/projects/" + WebAddress.encode(idOrIdentifier) + ".json"));
    }

    HttpCall role(String id) {
        return HttpCall.get(base.below("/roles/" + WebAddress.encode(id) + ".json"));
    }

    HttpCall statuses() {
        return HttpCall.get(base.below("/issue_statuses.json"));
    }

    private WebAddress issueAddress(String number) {
        return base.below("/issues/" + WebAddress.encode(number) + ".json");
    }
}
