package dev.jenvoy.chat.run;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import org.jspecify.annotations.Nullable;

/** The facts of a delivery as JSON, for receivers that are programs. */
final class DeliveryFacts {

    private DeliveryFacts() {}

    static String json(Delivery delivery) {
        Facts facts = delivery.facts();
        JsonObject json = new JsonObject();
        json.addProperty("id", delivery.id());
        json.addProperty("source", delivery.key().source());
        json.addProperty("event", facts.event().name());
        add(json, "action", facts.action());
        add(json, "owner", facts.owner());
        add(json, "repository", facts.repository());
        add(json, "branch", facts.branch());
        add(json, "tag", facts.tag());
        add(json, "ref", facts.ref());
        add(json, "sha", facts.sha());
        add(json, "sender", facts.sender());
        if (facts.number() != null) {
            json.addProperty("number", facts.number());
        }
        json.addProperty("received", delivery.received().toString());
        return json.toString();
    }

    private static void add(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.addProperty(name, value.toString());
        }
    }
}
