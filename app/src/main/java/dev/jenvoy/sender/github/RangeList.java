package dev.jenvoy.sender.github;

import com.google.gson.JsonObject;
import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.json.JsonScan;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds GitHub's ranges for webhooks as they were fetched.
 *
 * @param ranges never empty
 * @param etag what that answer was marked with
 * @param fetched when GitHub last said that they hold
 */
record RangeList(List<Cidr> ranges, @Nullable String etag, Instant fetched) {

    RangeList {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("no ranges");
        }
    }

    /** Reads an answer of the meta endpoint; empty when that is not what it is, or when it has no range. */
    static Optional<RangeList> parse(String body, @Nullable String etag, Instant fetched) {
        try {
            JsonFacts json = JsonScan.read(body, JsonPaths.of("hooks.*"));
            List<Cidr> ranges = new ArrayList<>();
            for (int at = 0; at < json.size("hooks"); at++) {
                ranges.add(Cidr.parse(String.valueOf(json.text("hooks." + at))));
            }
            return Optional.of(new RangeList(ranges, etag, fetched));
        } catch (JsonScan.NotJson | JsonFacts.WrongType | IllegalArgumentException e) {
            // No JSON, a value of another type or not there, no range.
            return Optional.empty();
        }
    }

    RangeList confirmed(Instant now) {
        return new RangeList(ranges, etag, now);
    }

    /** For the copy on disk. */
    String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("fetched", fetched.toString());
        json.addProperty("etag", etag);
        com.google.gson.JsonArray hooks = new com.google.gson.JsonArray();
        ranges.forEach(range -> hooks.add(range.toString()));
        json.add("hooks", hooks);
        return json.toString();
    }

    /** Reads the copy on disk; empty when it is damaged. */
    static Optional<RangeList> ofJson(String text) {
        try {
            JsonFacts json = JsonScan.read(text, JsonPaths.of("etag", "fetched"));
            return parse(text, json.text("etag"), Instant.parse(String.valueOf(json.text("fetched"))));
        } catch (JsonScan.NotJson | JsonFacts.WrongType | DateTimeException e) {
            return Optional.empty();
        }
    }
}
