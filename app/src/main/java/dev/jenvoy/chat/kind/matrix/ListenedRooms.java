package dev.jenvoy.chat.kind.matrix;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The rooms in which commands are looked for, by the ids that the homeserver knows them by, and the rooms that we are in. A
 * room of the configuration is joined when it is new there, and when an invitation comes. Safe for use by several threads.
 */
final class ListenedRooms {

    private final MatrixApi api;
    private final HttpConnection http;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Set<String> joined = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = new HashSet<>();
    private volatile Collection<String> wanted;

    /** @param wanted the addresses of the configuration: ids and aliases */
    ListenedRooms(MatrixApi api, HttpConnection http, Collection<String> wanted) {
        this.api = api;
        this.http = http;
        this.wanted = List.copyOf(wanted);
    }

    /** Listens in these rooms from the next {@link #find} on. */
    void want(Collection<String> rooms) {
        wanted = List.copyOf(rooms);
    }

    /** Learns which rooms we are in. Returns whether the homeserver said so. Blocks. */
    boolean begin() throws InterruptedException {
        Optional<ServiceAnswer> answer = http.ask(api.get("/joined_rooms"));
        joined.clear();
        answer.map(ServiceAnswer::json)
                .map(json -> json.get("joined_rooms"))
                .filter(JsonElement::isJsonArray)
                .ifPresent(rooms -> rooms.getAsJsonArray().asList().stream()
                        .filter(JsonElement::isJsonPrimitive)
                        .forEach(room -> joined.add(room.getAsString())));
        return answer.isPresent();
    }

    /**
     * Finds the ids of the wanted rooms, and joins each room once that is not asked for the first time. Does little when there
     * is nothing new. Blocks.
     */
    synchronized void find() throws InterruptedException {
        Collection<String> current = wanted;
        ids.keySet().retainAll(current);
        for (String address : current) {
            if (!ids.containsKey(address)) {
                Optional<String> id = id(address);
                id.ifPresent(found -> ids.put(address, found));
                if (id.isPresent() && !joined.contains(id.get()) && asked.add(id.get())) {
                    join(address);
                }
            }
        }
    }

    private Optional<String> id(String address) throws InterruptedException {
        return address.startsWith("#")
                ? http.ask(api.get("/directory/room/" + WebAddress.encode(address)))
                        .map(answer -> answer.word("room_id"))
                        .filter(found -> !found.isEmpty())
                : Optional.of(address);
    }

    /** Joins a room. The next news says whether that went well. */
    private void join(String address) throws InterruptedException {
        var unused = http.ask(api.join(address));
    }

    /** Returns the configured address of a room by its id; empty if no commands are looked for in it. */
    Optional<String> address(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Learns from news which rooms we have left, and accepts invitations to rooms of the configuration. Blocks. */
    void follow(JsonObject news) throws InterruptedException {
        joined.removeAll(JsonBody.object(news, "rooms", "leave").keySet());
        for (String room : JsonBody.object(news, "rooms", "invite").keySet()) {
            Optional<String> address = address(room);
            if (address.isPresent()) {
                join(address.get());
            }
        }
    }

    /**
     * Returns those of a room's events that are news. What was written before we joined comes with the first news of a room,
     * and is history: of that, only what follows our own joining counts.
     *
     * @param me the id of our user
     */
    List<JsonObject> news(String room, JsonArray events, String me) {
        List<JsonObject> all = StreamSupport.stream(events.spliterator(), false)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        if (!joined.add(room)) {
            return all;
        }
        for (int at = all.size() - 1; at >= 0; at--) {
            if (isJoining(all.get(at), me)) {
                return all.subList(at + 1, all.size());
            }
        }
        return List.of();
    }

    private static boolean isJoining(JsonObject event, String me) {
        return JsonBody.word(event, "type").equals("m.room.member")
                && JsonBody.word(event, "state_key").equals(me)
                && JsonBody.word(event, "content", "membership").equals("join");
    }
}
