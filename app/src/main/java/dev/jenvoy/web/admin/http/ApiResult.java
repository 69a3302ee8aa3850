package dev.jenvoy.web.admin.http;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result of a handler. */
public sealed interface ApiResult {

    /** Returns the header fields in addition to the common ones. */
    Map<String, String> headers();

    /** A result that is complete. The bytes are not copied and must not change. */
    @SuppressWarnings("ArrayRecordComponent") // results are sent, never compared
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements ApiResult {

        /** Returns the result with one more header field. */
        public Whole with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, type, body, more);
        }

        /** Leaves out the contents. */
        @Override
        public String toString() {
            return status + " " + type + " bytes=" + body.length;
        }
    }

    /** A payload. Reads it while it is sent, at the speed of its reader. */
    record Sent(Payload payload, Map<String, String> headers) implements ApiResult {}

    /** Content of a length that is not known before. Reads it while it is sent, at the speed of its reader. */
    record Streamed(String type, Opening opening, Map<String, String> headers) implements ApiResult {

        /** Returns the result with one more header field. */
        public Streamed with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Streamed(type, opening, more);
        }
    }

    /** Opens content. Called on a thread that may block. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /** A stream of events. Passes on the stream after its head was sent. */
    record Events(Beginning beginning) implements ApiResult {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }
    }

    /** A result that is sent after a pause. */
    record Late(Duration pause, Whole whole) implements ApiResult {
        @Override
        public Map<String, String> headers() {
            return whole.headers();
        }
    }

    /** The result of a request that changed nothing although its route does: it is not recorded in the audit log. */
    record Unchanged(Whole whole) implements ApiResult {
        @Override
        public Map<String, String> headers() {
            return whole.headers();
        }
    }

    /** Begins a stream of events. Called on a thread that may block. */
    interface Beginning {
        void begin(EventStream stream);
    }

    /** Returns a JSON object as a result. */
    static Whole json(int status, JsonObject object) {
        return new Whole(status, "application/json; charset=utf-8", ApiJson.bytes(object), Map.of());
    }

    /** Returns an error with a message that may be shown. */
    static Whole error(int status, String words) {
        return json(status, ApiJson.object().add("error", words).done());
    }

    /** Returns an empty result. */
    static Whole nothing() {
        return new Whole(204, "", new byte[0], Map.of());
    }
}
