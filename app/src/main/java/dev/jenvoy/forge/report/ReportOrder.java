package dev.jenvoy.forge.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.forge.service.PullPlace;
import dev.jenvoy.forge.service.Repo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one action reports, fixed when its delivery was accepted.
 *
 * @param isComment whether it is a comment on the pull request, or else a status of the commit
 * @param isEnd whether it says how its hooks ended, or else that they wait or run
 * @param host the host of the repository, which is looked up again in the configuration when it runs
 * @param number the number of the pull request; 0 without one
 * @param hooks the names of the hooks; one for a status
 */
record ReportOrder(
        boolean isComment, boolean isEnd, String host, Repo repo, String sha, long number, List<String> hooks) {

    ReportOrder {
        hooks = List.copyOf(hooks);
        if (hooks.isEmpty() || (!isComment && hooks.size() > 1)) {
            throw new IllegalArgumentException("a report about no hook, or a status about several");
        }
    }

    /** Returns the name of the action, which is unique within a delivery. */
    String name() {
        return (isComment ? "comment " + number : "status " + hooks.get(0)) + (isEnd ? " end" : " begin");
    }

    /** Returns what all reports of one place have in common. */
    String place() {
        String repository = host + "/" + repo.toString().toLowerCase(Locale.ROOT);
        return isComment ? repository + "#" + number : repository + " " + sha + " " + hooks.get(0);
    }

    /** Returns the hook after whose end it is written; empty where that is the end of the delivery, or its beginning. */
    Optional<String> followed() {
        return isEnd && !isComment ? Optional.of(hooks.get(0)) : Optional.empty();
    }

    PullPlace pull() {
        return new PullPlace(repo, number);
    }

    /** Writes it for the journal. */
    String json() {
        JsonObject object = new JsonObject();
        object.addProperty("comment", isComment);
        object.addProperty("end", isEnd);
        object.addProperty("host", host);
        object.addProperty("owner", repo.owner());
        object.addProperty("name", repo.name());
        object.addProperty("sha", sha);
        object.addProperty("number", number);
        JsonArray names = new JsonArray();
        hooks.forEach(names::add);
        object.add("hooks", names);
        return object.toString();
    }

    /** Reads what {@link #json} wrote; empty if it is something else. */
    static Optional<ReportOrder> read(String json) {
        try {
            JsonObject object = JsonParser.parseString(json).getAsJsonObject();
            List<String> hooks = new ArrayList<>();
            for (JsonElement hook : object.getAsJsonArray("hooks")) {
                hooks.add(hook.getAsString());
            }
            return Optional.of(new ReportOrder(
                    object.get("comment").getAsBoolean(),
                    object.get("end").getAsBoolean(),
                    object.get("host").getAsString(),
                    new Repo(
                            object.get("owner").getAsString(),
                            object.get("name").getAsString()),
                    object.get("sha").getAsString(),
                    object.get("number").getAsLong(),
                    hooks));
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException
                | IllegalArgumentException
                | ClassCastException e) {
            return Optional.empty();
        }
    }
}
