package dev.jenvoy.cli.send;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;

/** Judges an answer by its status and by the hooks in it, for {@code --fail}. */
final class SendVerdict {

    private static final int ACCEPTED = 202;

    private SendVerdict() {}

    /** Returns why the hooks did not all succeed, as far as the answer says; empty if they did, or if no hook ran. */
    static Optional<String> flaw(SendReply reply) {
        if (!reply.isGood()) {
            return Optional.of("the answer is " + reply.status());
        }
        if (reply.status() == ACCEPTED) {
            return Optional.of("the hooks still run, so the answer does not say how they end");
        }
        return reply.json().flatMap(SendVerdict::failed).map(hook -> hook + " failed");
    }

    private static Optional<String> failed(JsonElement json) {
        if (json instanceof JsonArray list) {
            return list.asList().stream()
                    .map(SendVerdict::failed)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (json instanceof JsonObject object) {
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                Optional<String> failed =
                        isFailure(member.getValue()) ? Optional.of(member.getKey()) : failed(member.getValue());
                if (failed.isPresent()) {
                    return failed;
                }
            }
        }
        return Optional.empty();
    }

    /** A hook that was superseded or skipped has no return code. */
    private static boolean isFailure(JsonElement hook) {
        return hook instanceof JsonObject object
                && object.get("returncode") instanceof JsonPrimitive code
                && code.isNumber()
                && code.getAsInt() != 0;
    }
}
