package dev.jenvoy.cli.admin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events (HTML standard, section 9.2), as far as the admin API uses them. */
public final class AdminEvents implements AutoCloseable {

    private final BufferedReader lines;

    /** @param in closed together with this reader */
    AdminEvents(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** An event. */
    public record Event(String name, JsonObject data) {}

    /**
     * Returns the next event and blocks until it arrives. Empty at the end of the stream.
     *
     * @throws AdminFailure when the connection breaks
     */
    public Optional<Event> next() throws AdminFailure {
        String name = "message";
        StringBuilder data = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && data.length() > 0) {
                    return Optional.of(new Event(
                            name, JsonParser.parseString(data.toString()).getAsJsonObject()));
                }
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line, "data: ".length(), line.length());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new AdminFailure(
                    "the connection to the server broke: " + e.getClass().getSimpleName());
        } catch (JsonParseException | IllegalStateException e) {
            throw new AdminFailure("the server sent an invalid event");
        }
    }

    @Override
    public void close() throws AdminFailure {
        try {
            lines.close();
        } catch (IOException e) {
            throw new AdminFailure(
                    "the connection to the server broke: " + e.getClass().getSimpleName());
        }
    }
}
