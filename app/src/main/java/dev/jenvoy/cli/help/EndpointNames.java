package dev.jenvoy.cli.help;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the names of the endpoints in a configuration. Reads nothing else of it: to read an endpoint means to compile its
 * expressions, and a shell that starts waits for this.
 */
final class EndpointNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private EndpointNames() {}

    /** Returns the names in the file's order; none if the file cannot be read. */
    static List<String> in(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return JsonParser.parseReader(reader) instanceof JsonObject all
                            && all.get("endpoints") instanceof JsonObject endpoints
                    ? endpoints.keySet().stream()
                            .filter(name -> NAME.matcher(name).matches())
                            .toList()
                    : List.of();
        } catch (IOException | JsonParseException e) {
            return List.of();
        }
    }
}
