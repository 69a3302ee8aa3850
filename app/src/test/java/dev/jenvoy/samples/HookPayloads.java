package dev.jenvoy.samples;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Payloads in GitHub's form, to be changed by tests. */
final class HookPayloads {
    private HookPayloads() {}

    static JsonObject push() {
        return read("push");
    }

    static JsonObject read(String event) {
        try (InputStream in = HookPayloads.class.getResourceAsStream("/samples/of-hooks/" + event + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no sample of " + event);
            }
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
