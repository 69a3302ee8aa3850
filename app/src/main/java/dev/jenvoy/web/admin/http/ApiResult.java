package dev.jenvoy.web.admin.http;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.payload.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler answers. */
public sealed interface ApiResult {

    /** Header fields beside the common ones. */
    Map<String, String> headers();

    /** An answer that is there at once. The bytes are not copied and must not change. */
    @SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements ApiResult {

        /** With one more header field. */
        public Whole with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, type, body, more);
        }

        /** Without the contents. */
        @Override
        public String toString() {
            return status + " " + type + " bytes=" + body.length;
        }
    }

    /** A payload, read while it is sent, however slowly its reader takes it. */
    record Sent(Payload payload, Map<String, String> headers) implements ApiResult {}

    /** Events that go on; told of the stream once its head has been sent. */
    record Events(Beginning beginning) implements ApiResult {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** An answer that is given after a pause. */
    record Late(Duration pause, Whole whole) implements ApiResult {
        @Override
        public Map<String, String> headers() {
            return whole.headers();
        }
    }

    /** Begins a stream of events. Called on a thread that may block. */
    interface Beginning {
        void begin(EventStream stream);
    }

    /** A JSON object. */
    static Whole json(int status, JsonObject object) {
        return new Whole(status, "application/json; charset=utf-8", ApiJson.bytes(object), Map.of());
    }

    /** A failure, in words that may be shown. */
    static Whole error(int status, String words) {
        return json(status, ApiJson.object().add("error", words).done());
    }

    /** Plain text. */
    static Whole text(String text) {
        return new Whole(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Done, with nothing to say. */
    static Whole nothing() {
        return new Whole(204, "", new byte[0], Map.of());
    }
}
