package dev.jenvoy.web.response;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** The response format of {@code docs/reference/http.md}. */
final class PlainFormat implements ResponseFormat {

    @Override
    public void error(JsonWriter json, String error) throws IOException {
        json.name("error").value(error);
    }

    @Override
    public void nothing(JsonWriter json, String status) throws IOException {
        json.name("status").value(status);
    }

    @Override
    public void hooks(JsonWriter json, Hooks hooks) throws IOException {
        hooks.write();
    }
}
