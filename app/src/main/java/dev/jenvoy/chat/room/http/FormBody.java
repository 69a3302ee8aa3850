package dev.jenvoy.chat.room.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads a form as browsers send it. */
public final class FormBody {

    private FormBody() {}

    /** Returns the values of the fields by name; of two with one name, the first. A body that is no form has no fields. */
    public static Map<String, String> read(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    String name = URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8);
                    fields.putIfAbsent(name, URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            return fields;
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }
}
