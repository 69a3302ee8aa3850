package dev.jenvoy.web.response;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** The format that a sender expects inside a response's object. */
interface ResponseFormat {

    /** Writes the results of the hooks as members of the open object. */
    interface Hooks {
        void write() throws IOException;
    }

    /** Writes an error. */
    void error(JsonWriter json, String error) throws IOException;

    /** Writes the status of a delivery that was accepted and has no results to show. */
    void nothing(JsonWriter json, String status) throws IOException;

    /** Writes the results of a delivery whose hooks ran. */
    void hooks(JsonWriter json, Hooks hooks) throws IOException;
}
