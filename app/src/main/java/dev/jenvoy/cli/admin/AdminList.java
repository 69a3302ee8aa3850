package dev.jenvoy.cli.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of the admin API, which gives it page by page.
 *
 * @param path its path
 * @param key the key of its objects in an answer
 */
public record AdminList(String path, String key) {

    private static final int PAGE = 500;

    /**
     * The newest objects of a list.
     *
     * @param next not empty if there are more; the {@code cursor} of the next page
     */
    public record Found(JsonArray objects, String next) {}

    /** Receives a page. */
    public interface Reader {
        void read(List<JsonObject> page) throws AdminFailure;
    }

    /**
     * Reads the newest objects.
     *
     * @param filter the parameters that choose them
     * @param limit the most objects, at least 1
     */
    public Found newest(AdminClient server, Map<String, List<String>> filter, int limit) throws AdminFailure {
        JsonArray found = new JsonArray();
        String next = "";
        do {
            JsonObject page = page(server, filter, next, Math.min(PAGE, limit - found.size()));
            JsonView.objects(page, key).forEach(found::add);
            next = JsonView.text(page, "next");
        } while (!next.isEmpty() && found.size() < limit);
        return new Found(found, next);
    }

    /** Reads all objects that a filter chooses, newest first. */
    public void each(AdminClient server, Map<String, List<String>> filter, Reader reader) throws AdminFailure {
        String next = "";
        do {
            JsonObject page = page(server, filter, next, PAGE);
            reader.read(JsonView.objects(page, key));
            next = JsonView.text(page, "next");
        } while (!next.isEmpty());
    }

    private JsonObject page(AdminClient server, Map<String, List<String>> filter, String cursor, int limit)
            throws AdminFailure {
        Map<String, List<String>> parameters = new LinkedHashMap<>(filter);
        parameters.put("limit", List.of(String.valueOf(limit)));
        if (!cursor.isEmpty()) {
            parameters.put("cursor", List.of(cursor));
        }
        return server.get(AdminClient.query(path, parameters));
    }
}
