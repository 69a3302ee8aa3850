package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.base.TerminalText;
import java.io.PrintWriter;
import java.util.Map;

/** Prints a response, for people or for programs. No part of it can affect a terminal. */
final class SendReport {

    private final PrintWriter out;

    SendReport(PrintWriter out) {
        this.out = out;
    }

    /**
     * What was sent.
     *
     * @param key what {@code name} is, as a key of JSON
     * @param name the event, or the endpoint
     * @param delivery the delivery's id; empty if the server chooses it
     */
    record Subject(String key, String name, String delivery) {

        /** Returns the same with the id that the server chose. */
        Subject of(String chosen) {
            return new Subject(key, name, chosen);
        }
    }

    /** Prints for people: status, time and body; for each hook its exit code and its indented output. */
    void print(SendReply reply, Subject subject) {
        String delivery = reply.headers().getOrDefault("X-Jenvoy-Delivery", subject.delivery());
        out.println(reply.status() + " in " + reply.time().toMillis() + " ms: " + subject.name()
                + (delivery.isEmpty() ? "" : ", delivery " + TerminalText.line(delivery)));
        reply.json().ifPresentOrElse(this::body, () -> {
            if (!reply.text().isBlank()) {
                out.println(TerminalText.lines(reply.text()).stripTrailing());
            }
        });
    }

    /** Prints one object for programs. */
    void printJson(SendReply reply, Subject subject) {
        String given = reply.headers().getOrDefault("X-Jenvoy-Delivery", "");
        JsonObject object = begin(subject.delivery().isEmpty() ? subject.of(given) : subject);
        object.addProperty("status", reply.status());
        object.addProperty("millis", reply.time().toMillis());
        JsonObject headers = new JsonObject();
        reply.headers().forEach(headers::addProperty);
        object.add("headers", headers);
        object.add("body", reply.json().orElseGet(() -> new JsonPrimitive(reply.text())));
        out.println(TerminalText.pretty(object));
    }

    /** Prints for programs if there was no response: the same object with an error in place of a status. */
    void printJson(String error, Subject subject) {
        JsonObject object = begin(subject);
        object.add("status", JsonNull.INSTANCE);
        object.addProperty("error", error);
        out.println(TerminalText.pretty(object));
    }

    private static JsonObject begin(Subject subject) {
        JsonObject object = new JsonObject();
        object.addProperty(subject.key(), subject.name());
        if (!subject.delivery().isEmpty()) {
            object.addProperty("delivery", subject.delivery());
        }
        return object;
    }

    private void body(JsonElement json) {
        if (json instanceof JsonObject object && isHooks(object)) {
            hooks(object);
        } else if (json instanceof JsonObject object
                && object.get("hooks") instanceof JsonObject hooks
                && isHooks(hooks)) {
            JsonObject rest = object.deepCopy();
            rest.remove("hooks");
            out.println(TerminalText.pretty(rest));
            hooks(hooks);
        } else {
            out.println(TerminalText.pretty(json));
        }
    }

    private static boolean isHooks(JsonObject object) {
        return !object.isEmpty()
                && object.entrySet().stream()
                        .allMatch(member -> member.getValue() instanceof JsonObject hook && hook.has("returncode"));
    }

    private void hooks(JsonObject hooks) {
        for (Map.Entry<String, JsonElement> hook : hooks.entrySet()) {
            JsonObject result = hook.getValue().getAsJsonObject();
            String code = result.get("returncode").isJsonNull() ? "no return code" : text(result, "returncode");
            String error = text(result, "error");
            out.println(TerminalText.line(hook.getKey()) + ": " + TerminalText.line(code)
                    + (error.isEmpty() ? "" : " (" + TerminalText.line(error) + ")")
                    + ("true".equals(text(result, "truncated")) ? " [output truncated]" : ""));
            stream("stdout", text(result, "stdout"));
            stream("stderr", text(result, "stderr"));
        }
    }

    private void stream(String name, String text) {
        String safe = TerminalText.lines(text).stripTrailing();
        if (!safe.isEmpty()) {
            safe.lines().forEach(line -> out.println("  " + name + " | " + line));
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
