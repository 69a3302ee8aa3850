package dev.jenvoy.contract.ticket.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.contract.kit.HookRequest;

/** Deliveries in GitHub's form, of the repository acme/site whose default branch is main. */
final class Deliveries {

    private static final int SITE = 10;
    private static final int FORK = 11;

    private Deliveries() {}

    /** Returns the event of a release with this action. */
    static HookRequest release(String action, int id, String body) {
        return release(action, id, new JsonPrimitive(body));
    }

    /** Returns the event of a release whose text is any JSON. */
    static HookRequest release(String action, int id, JsonElement body) {
        JsonObject release = new JsonObject();
        release.addProperty("id", id);
        release.addProperty("tag_name", "v" + id);
        release.addProperty("name", "Version " + id);
        release.add("body", body);
        release.addProperty("draft", false);
        release.addProperty("prerelease", false);
        release.addProperty("html_url", "https://github.com/acme/site/releases/v" + id);
        JsonObject payload = payload(action, "site");
        payload.add("release", release);
        return HookRequest.event("release", payload.toString());
    }

    /** Begins the event of a pull request with this action, from branch {@code topic} to {@code main}. */
    static Pull pull(String action, int number, String title) {
        return new Pull(action, number, title);
    }

    /** The event of a pull request. */
    static final class Pull {

        private final JsonObject pull = new JsonObject();
        private final String action;
        private String repository = "site";
        private String base = "main";
        private String head = "topic";
        private int from = SITE;

        private Pull(String action, int number, String title) {
            this.action = action;
            pull.addProperty("number", number);
            pull.addProperty("title", title);
            pull.add("body", JsonNull.INSTANCE);
            pull.addProperty("draft", false);
            pull.addProperty("merged", false);
            pull.addProperty("created_at", "2026-11-28T12:00:00Z");
            pull.addProperty("updated_at", "2026-11-28T12:00:0" + number % 10 + "Z");
        }

        Pull merged() {
            pull.addProperty("merged", true);
            return this;
        }

        Pull with(String member, JsonElement value) {
            pull.add(member, value);
            return this;
        }

        Pull body(String text) {
            return with("body", new JsonPrimitive(text));
        }

        Pull branch(String name) {
            head = name;
            return this;
        }

        Pull into(String branch) {
            base = branch;
            return this;
        }

        Pull of(String name) {
            repository = name;
            return this;
        }

        Pull fromFork() {
            from = FORK;
            return this;
        }

        HookRequest request() {
            String number = pull.get("number").getAsString();
            pull.addProperty("html_url", "https://github.com/acme/" + repository + "/pull/" + number);
            pull.add("base", side(base, SITE, "acme/" + repository));
            pull.add("head", side(head, from, from == FORK ? "stranger/site" : "acme/" + repository));
            JsonObject payload = payload(action, repository);
            payload.addProperty("number", pull.get("number").getAsInt());
            payload.add("pull_request", pull);
            return HookRequest.event("pull_request", payload.toString());
        }

        private JsonObject side(String branch, int id, String name) {
            JsonObject repo = new JsonObject();
            repo.addProperty("id", id);
            repo.addProperty("full_name", name);
            JsonObject side = new JsonObject();
            side.addProperty("ref", branch);
            side.addProperty(
                    "sha",
                    "6113728f27ae82c7b1a177c8d03f9e96e0adf2"
                            + pull.get("number").getAsInt() % 90);
            side.add("repo", repo);
            return side;
        }
    }

    private static JsonObject payload(String action, String name) {
        JsonObject owner = new JsonObject();
        owner.addProperty("login", "acme");
        JsonObject repository = new JsonObject();
        repository.addProperty("id", SITE);
        repository.addProperty("name", name);
        repository.addProperty("full_name", "acme/" + name);
        repository.addProperty("default_branch", "main");
        repository.addProperty("html_url", "https://github.com/acme/" + name);
        repository.add("owner", owner);
        JsonObject sender = new JsonObject();
        sender.addProperty("login", "ann");
        JsonObject payload = new JsonObject();
        payload.addProperty("action", action);
        payload.add("repository", repository);
        payload.add("sender", sender);
        return payload;
    }
}
