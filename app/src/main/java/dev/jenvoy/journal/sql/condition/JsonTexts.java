package dev.jenvoy.journal.sql.condition;

import com.google.gson.Gson;
import java.util.Collection;

/** Texts as one parameter of a statement, which takes them apart again. Loaded with the first of them: not by a start. */
public final class JsonTexts {

    private static final Gson GSON = new Gson();

    private JsonTexts() {}

    /** Returns a JSON array. */
    public static String of(Collection<String> texts) {
        return GSON.toJson(texts);
    }
}
