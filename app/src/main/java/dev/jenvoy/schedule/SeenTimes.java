package dev.jenvoy.schedule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.delivery.payload.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until which time the schedule of each hook was seen to, in a file that survives the server. The file is replaced as a whole.
 * What a crash takes of it is found in the journal, where each run is under the key of its time. Not safe for use by several
 * threads.
 */
final class SeenTimes {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.schedule");

    private final Path file;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private record Seen(String schedule, Instant until) {}

    /** Reads the file. One that is damaged counts as missing: no missed time is made up for then. */
    SeenTimes(Path file) {
        this.file = file;
        try {
            JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            for (Map.Entry<String, JsonElement> one : all.entrySet()) {
                JsonObject hook = one.getValue().getAsJsonObject();
                seen.put(
                        one.getKey(),
                        new Seen(
                                hook.get("schedule").getAsString(),
                                Instant.parse(hook.get("until").getAsString())));
            }
        } catch (NoSuchFileException e) {
            LOG.debug("no schedule was seen to before file={}", file);
        } catch (IOException
                | JsonParseException
                | DateTimeException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException e) {
            seen.clear();
            LOG.warn("missed times of schedules are not known file={} cause={}", file, e.toString());
        }
    }

    /** Returns until when a schedule of this text was seen to; empty for one that is new. */
    Optional<Instant> until(String hook, String schedule) {
        return Optional.ofNullable(seen.get(hook))
                .filter(one -> one.schedule.equals(schedule))
                .map(Seen::until);
    }

    /** Keeps it, also in the file. */
    void put(String hook, String schedule, Instant until) {
        Seen now = new Seen(schedule, until);
        if (!now.equals(seen.put(hook, now))) {
            write();
        }
    }

    /** Forgets all other hooks. */
    void keep(Collection<String> hooks) {
        if (seen.keySet().retainAll(hooks)) {
            write();
        }
    }

    private void write() {
        JsonObject all = new JsonObject();
        seen.forEach((hook, one) -> {
            JsonObject json = new JsonObject();
            json.addProperty("schedule", one.schedule);
            json.addProperty("until", one.until.toString());
            all.add(hook, json);
        });
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(whole);
            try (FileChannel channel = OwnFile.create(whole)) {
                ByteBuffer bytes = ByteBuffer.wrap(all.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("times of schedules could not be kept file={} cause={}", file, e.toString());
        }
    }
}
