package dev.jenvoy.ticket.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.ticket.happening.HappeningKind;
import dev.jenvoy.ticket.happening.TicketHappening;
import dev.jenvoy.ticket.key.FoundKey;
import dev.jenvoy.ticket.key.FoundKeys;
import dev.jenvoy.ticket.key.KeyFinder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What one happening asks of a tracker, fixed when its delivery was accepted.
 *
 * @param kind what happened
 * @param occasion see {@link TicketHappening#occasion}
 * @param repository the full name of the repository
 * @param subject what it happened to, such as {@code acme/site#7}
 * @param page the address of its page for people; may be empty
 * @param time when it happened, as the sender says it
 * @param tickets the keys; empty if there are more than {@link #MAX_TICKETS}, because then nothing is moved
 * @param count how many keys there were; more than {@link KeyFinder#MAX_KEYS} if not all were counted
 */
record AskedMoves(
        HappeningKind kind,
        String occasion,
        String repository,
        String subject,
        String page,
        Optional<Instant> time,
        List<String> tickets,
        int count) {

    /** No configuration lets a delivery move more. */
    static final int MAX_TICKETS = 500;

    private static final int MAX_PAGE_CHARS = 2_000;

    AskedMoves {
        tickets = List.copyOf(tickets);
    }

    /** Makes it of a happening and the keys in its texts. */
    static AskedMoves of(TicketHappening happening, FoundKeys found) {
        int count = found.keys().size() + (found.more() ? 1 : 0);
        List<String> tickets = count > MAX_TICKETS
                ? List.of()
                : found.keys().stream().map(FoundKey::key).map(Object::toString).toList();
        String page = happening.url().length() <= MAX_PAGE_CHARS ? happening.url() : "";
        return new AskedMoves(
                happening.kind(),
                happening.occasion(),
                happening.repository(),
                subject(happening),
                page,
                happening.time(),
                tickets,
                count);
    }

    private static String subject(TicketHappening happening) {
        if (!happening.number().isEmpty()) {
            return happening.repository() + "#" + happening.number();
        }
        return happening.base().isEmpty() ? happening.repository() : happening.repository() + " " + happening.base();
    }

    private AskedMoves withoutTickets() {
        return new AskedMoves(kind, occasion, repository, subject, page, time, List.of(), count);
    }

    /** Writes several for the journal; without the keys if they are more than it keeps of an action. */
    static String json(List<AskedMoves> all) {
        String json = array(all);
        return json.getBytes(StandardCharsets.UTF_8).length <= Planned.MAX_ARGUMENTS_BYTES
                ? json
                : array(all.stream().map(AskedMoves::withoutTickets).toList());
    }

    private static String array(List<AskedMoves> all) {
        JsonArray array = new JsonArray();
        for (AskedMoves asked : all) {
            JsonObject object = new JsonObject();
            object.addProperty("happening", asked.kind().word());
            object.addProperty("occasion", asked.occasion());
            object.addProperty("repository", asked.repository());
            object.addProperty("subject", asked.subject());
            object.addProperty("page", asked.page());
            asked.time().ifPresent(time -> object.addProperty("time", time.toString()));
            JsonArray keys = new JsonArray();
            asked.tickets().forEach(keys::add);
            object.add("tickets", keys);
            object.addProperty("count", asked.count());
            array.add(object);
        }
        return array.toString();
    }

    /** Reads what {@link #json} wrote; empty if it is something else. */
    static Optional<List<AskedMoves>> read(String json) {
        try {
            List<AskedMoves> all = new ArrayList<>();
            for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
                JsonObject object = element.getAsJsonObject();
                List<String> tickets = new ArrayList<>();
                member(object, "tickets").getAsJsonArray().forEach(key -> tickets.add(key.getAsString()));
                all.add(new AskedMoves(
                        HappeningKind.of(member(object, "happening").getAsString())
                                .orElseThrow(),
                        member(object, "occasion").getAsString(),
                        member(object, "repository").getAsString(),
                        member(object, "subject").getAsString(),
                        member(object, "page").getAsString(),
                        // Deliveries of an earlier version have no time.
                        Optional.ofNullable(object.get("time"))
                                .map(JsonElement::getAsString)
                                .map(Instant::parse),
                        tickets,
                        member(object, "count").getAsInt()));
            }
            return Optional.of(all);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException
                | DateTimeException
                | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static JsonElement member(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name)).orElseThrow();
    }
}
