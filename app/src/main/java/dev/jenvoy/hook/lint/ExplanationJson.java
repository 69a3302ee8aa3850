package dev.jenvoy.hook.lint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.hook.head.HeadCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an explanation for programs. The command line and a running server write the same. */
public final class ExplanationJson {

    private ExplanationJson() {}

    /**
     * Writes an explanation.
     *
     * @param facts the facts in question
     * @param explanation {@code null} for a delivery that runs no hooks at all
     */
    public static JsonObject of(Facts facts, @Nullable Explanation explanation) {
        JsonObject json = new JsonObject();
        add(json, "event", facts.event());
        add(json, "did_you_mean", Explanation.meant(facts));
        add(json, "owner", facts.owner());
        add(json, "repository", facts.repository());
        add(json, "branch", facts.branch());
        add(json, "tag", facts.tag());
        JsonArray steps = new JsonArray();
        JsonArray misses = new JsonArray();
        if (explanation == null) {
            add(json, "reason", Explanation.whyNothing(facts));
        } else {
            add(json, "reason", explanation.unreadable());
            explanation.steps().forEach(step -> steps.add(json(step)));
            explanation.misses().forEach(miss -> {
                JsonObject one = new JsonObject();
                one.addProperty("path", miss.path());
                one.addProperty("why", miss.why());
                addHead(one, miss.head());
                misses.add(one);
            });
        }
        json.add("hooks", steps);
        json.add("near_misses", misses);
        json.addProperty("near_misses_left_out", explanation == null ? 0 : explanation.more());
        return json;
    }

    private static JsonObject json(Explanation.Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("hook", step.hook());
        json.addProperty("matched", step.matched());
        json.addProperty("child", step.child());
        if (step.common()) {
            json.addProperty("common_name", true);
        }
        add(json, "on", step.on());
        add(json, "fault", step.fault());
        addHead(json, step.head());
        return json;
    }

    private static void addHead(JsonObject json, List<HeadCheck.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        JsonArray head = new JsonArray();
        for (HeadCheck.Part part : parts) {
            JsonObject one = new JsonObject();
            one.addProperty("key", part.key());
            one.addProperty("text", part.text());
            one.addProperty("value", part.value());
            head.add(one);
        }
        json.add("head", head);
    }

    private static void add(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.addProperty(name, value.toString());
        }
    }
}
