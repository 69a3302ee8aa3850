package dev.jenvoy.contract.ticket.server;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HttpAnswer;
import java.util.List;

/**
 * What Recent Deliveries shows of the tickets of a delivery.
 *
 * @param status of the whole answer
 * @param code the return code; {@code null} if there is no action for tickets
 * @param fine the lines about tickets with which all is well
 * @param others the lines about all others
 * @param error the sentence about all of them; empty if all is well
 */
record Came(int status, Integer code, List<String> fine, List<String> others, String error) {

    static Came of(HttpAnswer answer) {
        if (!answer.json().has(TicketSite.ACTION)) {
            return new Came(answer.status(), null, List.of(), List.of(), "");
        }
        return of(answer.status(), answer.hook(TicketSite.ACTION));
    }

    private static Came of(int status, JsonObject action) {
        boolean hasCode = action.has("returncode") && !action.get("returncode").isJsonNull();
        return new Came(
                status,
                hasCode ? action.get("returncode").getAsInt() : null,
                text(action, "stdout").lines().toList(),
                text(action, "stderr").lines().toList(),
                text(action, "error"));
    }

    private static String text(JsonObject action, String name) {
        return action.has(name) && !action.get(name).isJsonNull()
                ? action.get(name).getAsString()
                : "";
    }
}
