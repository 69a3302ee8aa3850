package dev.jenvoy.web.response;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** What a sender expects within an answer's object. */
interface ResponseFormat {

    /** Writes what came of the hooks, as members of the object that is open. */
    interface Hooks {
        void write() throws IOException;
    }

    /** Something was wrong. */
    void error(JsonWriter json, String error) throws IOException;

    /** It was taken, and there is nothing to show. */
    void nothing(JsonWriter json, String status) throws IOException;

    /** It was taken, and hooks ran. */
    void hooks(JsonWriter json, Hooks hooks) throws IOException;
}
