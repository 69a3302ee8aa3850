package dev.jenvoy.contract.chat.standin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Replaces a homeserver of Matrix: rooms with members and events, the memory of transaction ids for each token and path, the
 * largest size of an event, and the long poll of {@code /sync}.
 */
public final class MatrixStandIn extends ChatStandIn {

    public static final String TOKEN = "syt_token_1234567890abcdef";
    public static final String BOT = "@jenvoy:example.org";
    public static final String ROOM = "!dev:example.org";
    public static final String ALIAS = "#dev:example.org";

    private static final int MAX_EVENT_BYTES = 65_536;
    private static final String API = "/_matrix/client/v3";

    /**
     * An event in a room; redacted events have no content.
     *
     * @param stateKey empty if the event changes no state
     */
    public record Event(String id, String room, String sender, String type, String stateKey, JsonObject content) {
        public String text(String name) {
            return content.has(name) ? content.get(name).getAsString() : "";
        }
    }

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Map<String, String> transactions = new TreeMap<>();
    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Set<String> invited = new TreeSet<>();
    private final Set<String> redacted = new TreeSet<>();
    private final Set<String> gone = new TreeSet<>();
    private boolean pollFails;
    private boolean holdsNoPolls;

    public MatrixStandIn() {
        members.put(ROOM, new TreeSet<>(Set.of(BOT, "@alice:example.org", "@bob:example.org")));
    }

    /** Returns all events, oldest first. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Returns what the bot wrote in a room. */
    public List<Event> written(String room) {
        return events.stream()
                .filter(event -> event.sender().equals(BOT) && event.room().equals(room))
                .filter(event -> event.type().equals("m.room.message"))
                .toList();
    }

    public synchronized Set<String> redacted() {
        return Set.copyOf(redacted);
    }

    /** Loses an event, as a server does that is restored from a backup. */
    public synchronized void lose(String id) {
        gone.add(id);
    }

    /** Makes a room of these members. */
    public synchronized void room(String id, String... people) {
        members.put(id, new TreeSet<>(Set.of(people)));
    }

    /** Makes a room of these people; the first one invites the bot. */
    public synchronized void invite(String id, String... people) {
        room(id, people);
        invited.add(id);
        member(id, people[0], "invite");
    }

    private void member(String room, String sender, String membership) {
        JsonObject content = new JsonObject();
        content.addProperty("membership", membership);
        add(room, sender, "m.room.member", BOT, content);
    }

    /** Makes the bot leave the room of the tests, with an invitation to come back or without. */
    public synchronized void leave(boolean isInvited) {
        members.get(ROOM).remove(BOT);
        if (isInvited) {
            invited.add(ROOM);
        }
    }

    /** Makes the next poll fail. */
    public synchronized void failNextPoll() {
        pollFails = true;
        notifyAll();
    }

    /** Answers every poll at once from now on, also when there is nothing new. */
    public synchronized void holdNoPolls() {
        holdsNoPolls = true;
        notifyAll();
    }

    /** Returns whether the poll that is to fail has not come yet. */
    public synchronized boolean pollFails() {
        return pollFails;
    }

    /** Lets a person write a text, and returns the event's id. */
    public String write(String room, String person, String text) {
        JsonObject content = new JsonObject();
        content.addProperty("msgtype", "m.text");
        content.addProperty("body", text);
        return write(room, person, "m.room.message", content);
    }

    /** Lets a person send any event, and returns its id. */
    public synchronized String write(String room, String person, String type, JsonObject content) {
        return add(room, person, type, "", content);
    }

    private synchronized String add(String room, String person, String type, String stateKey, JsonObject content) {
        String id = "$event" + events.size();
        events.add(new Event(id, room, person, type, stateKey, content));
        notifyAll();
        return id;
    }

    @Override
    protected Answer handle(Request request) {
        if (!request.bearer().equals(TOKEN)) {
            return error(401, "M_UNKNOWN_TOKEN", "Unrecognised access token");
        }
        String[] path = request.path()
                .substring(Math.min(request.path().length(), API.length()))
                .split("/");
        String what = path.length > 1 ? path[1] : "";
        if (what.equals("account")) {
            return Answer.json(200, "user_id", BOT);
        }
        if (what.equals("sync")) {
            return sync(request);
        }
        if (what.equals("directory")) {
            return path[3].equals(ALIAS)
                    ? Answer.json(200, "room_id", ROOM)
                    : error(404, "M_NOT_FOUND", "Room alias not found");
        }
        if (what.equals("joined_rooms")) {
            return Answer.json(
                    200,
                    "joined_rooms",
                    members.keySet().stream().filter(this::isIn).toList());
        }
        if (what.equals("join")) {
            return join(path[2].equals(ALIAS) ? ROOM : path[2]);
        }
        if (!what.equals("rooms") || path.length < 4 || !members.containsKey(path[2])) {
            return error(403, "M_FORBIDDEN", "User " + BOT + " not in room");
        }
        if (path[3].equals("members")) {
            return Answer.json(
                    200,
                    "chunk",
                    members.get(path[2]).stream().map(MatrixStandIn::member).toList());
        }
        if (!members.get(path[2]).contains(BOT)) {
            return error(403, "M_FORBIDDEN", "User " + BOT + " not in room " + path[2]);
        }
        return put(request, path);
    }

    private Answer join(String room) {
        if (isIn(room)) {
            return Answer.json(200, "room_id", room);
        }
        if (!invited.remove(room)) {
            return error(403, "M_FORBIDDEN", "You are not invited to this room.");
        }
        members.get(room).add(BOT);
        member(room, BOT, "join");
        return Answer.json(200, "room_id", room);
    }

    private boolean isIn(String room) {
        return members.getOrDefault(room, Set.of()).contains(BOT);
    }

    private Answer put(Request request, String[] path) {
        String transaction = request.bearer() + " " + request.path();
        if (transactions.containsKey(transaction)) {
            return Answer.json(200, "event_id", transactions.get(transaction));
        }
        if (request.body().getBytes(StandardCharsets.UTF_8).length > MAX_EVENT_BYTES - 1_000) {
            return error(413, "M_TOO_LARGE", "event too large");
        }
        String id;
        if (path[3].equals("redact")) {
            redacted.add(path[4]);
            id = "$redaction" + redacted.size();
        } else {
            JsonObject content = JsonParser.parseString(request.body()).getAsJsonObject();
            String flaw = relationFlaw(path[2], content);
            if (!flaw.isEmpty()) {
                return error(400, "M_UNKNOWN", flaw);
            }
            id = write(path[2], BOT, path[4], content);
        }
        transactions.put(transaction, id);
        return Answer.json(200, "event_id", id);
    }

    /** Returns what is wrong with the thread that an event says it is in, in the words of Synapse. A mere answer may be to any event. */
    private String relationFlaw(String room, JsonObject content) {
        JsonObject relation = content.getAsJsonObject("m.relates_to");
        if (relation == null || !relation.has("rel_type")) {
            return "";
        }
        String parent = relation.get("event_id").getAsString();
        return events.stream()
                .filter(event -> event.id().equals(parent) && !gone.contains(parent))
                .findFirst()
                .map(event -> event.room().equals(room) ? "" : "Relations must be in the same room")
                .orElse("Can't send relation to unknown event");
    }

    /** Answers at once if there is news or the poll has no timeout, else when there is or the time is over. */
    private Answer sync(Request request) {
        int since = Integer.parseInt(request.query().getOrDefault("since", "s0").substring(1));
        long end = System.nanoTime() + Long.parseLong(request.query().getOrDefault("timeout", "0")) * 1_000_000L;
        try {
            while (events.size() <= since
                    && !pollFails
                    && !holdsNoPolls
                    && System.nanoTime() < end
                    && !isClosedWithin(0)) {
                wait(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (pollFails) {
            pollFails = false;
            return Answer.of(502, "<html>bad gateway</html>");
        }
        Map<String, List<Object>> news = new LinkedHashMap<>();
        Map<String, Object> invitations = new LinkedHashMap<>();
        String filter = request.query().getOrDefault("filter", "");
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (isIn(event.room()) && i >= (joinedSince(event.room(), since) ? 0 : since)) {
                // Of a room that is new to the bot comes what was written before, too.
                if (filter.contains("\"" + event.type() + "\"")) {
                    news.computeIfAbsent(event.room(), any -> new ArrayList<>()).add(shown(event));
                }
            } else if (invited.contains(event.room()) && i >= since) {
                invitations.put(event.room(), Map.of());
            }
        }
        Map<String, Object> joined = new LinkedHashMap<>();
        news.forEach((room, list) -> joined.put(room, members("timeline", members("events", list))));
        return Answer.json(
                200, "next_batch", "s" + events.size(), "rooms", members("join", joined, "invite", invitations));
    }

    private boolean joinedSince(String room, int since) {
        return events.subList(since, events.size()).stream()
                .anyMatch(event -> event.room().equals(room)
                        && event.stateKey().equals(BOT)
                        && event.sender().equals(BOT));
    }

    private static Map<String, Object> shown(Event event) {
        Map<String, Object> shown = members(
                "event_id", event.id(), "sender", event.sender(), "type", event.type(), "content", event.content());
        if (!event.stateKey().isEmpty()) {
            shown.put("state_key", event.stateKey());
        }
        return shown;
    }

    private static Map<String, Object> member(String person) {
        return members("state_key", person, "content", members("membership", "join"));
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, "errcode", code, "error", message);
    }
}
