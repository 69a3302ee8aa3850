package dev.jenvoy.journal.sql.payload;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers, and variables of hooks, as the journal's file holds them: one JSON object, in their order. */
public final class StoredHeadersJson {

    private static final Gson GSON = new Gson();
    private static final TypeToken<LinkedHashMap<String, String>> TYPE = new TypeToken<>() {};

    private StoredHeadersJson() {}

    public static String text(Map<String, String> headers) {
        return headers.isEmpty() ? "{}" : GSON.toJson(headers);
    }

    public static Map<String, String> parse(String text) {
        return Collections.unmodifiableMap(GSON.fromJson(text, TYPE));
    }
}
