package dev.jenvoy.web.response;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** The response format of git-triggler, with the hooks' results beside its message. */
final class TriggerFormat implements ResponseFormat {

    private static final String SUCCESS = "Trigger received and processed successfully";

    @Override
    public void error(JsonWriter json, String error) throws IOException {
        message(json, "error", error);
    }

    @Override
    public void nothing(JsonWriter json, String status) throws IOException {
        message(json, "success", SUCCESS);
        json.name("status").value(status);
    }

    @Override
    public void hooks(JsonWriter json, Hooks hooks) throws IOException {
        message(json, "success", SUCCESS);
        json.name("hooks").beginObject();
        hooks.write();
        json.endObject();
    }

    private static void message(JsonWriter json, String name, String message) throws IOException {
        json.name(name).beginObject().name("msg").value(message).endObject();
    }
}
