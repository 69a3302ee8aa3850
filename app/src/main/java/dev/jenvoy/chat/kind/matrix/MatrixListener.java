package dev.jenvoy.chat.kind.matrix;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.JsonBody;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.chat.room.http.WebAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for commands by the long poll of {@code /sync}, on a thread of its own. What was written before the first answer is
 * never executed.
 */
final class MatrixListener implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration POLL_LIMIT = Duration.ofSeconds(45);
    private static final int MAX_SYNC_BYTES = 4 << 20;
    private static final long MAX_BACK_OFF_SECONDS = 60;
    private static final String FILTER = "{\"presence\":{\"types\":[]},\"account_data\":{\"types\":[]},"
            + "\"room\":{\"ephemeral\":{\"types\":[]},\"account_data\":{\"types\":[]},"
            + "\"state\":{\"types\":[],\"lazy_load_members\":true},"
            + "\"timeline\":{\"limit\":50,\"types\":[\"m.room.message\",\"m.room.encrypted\"]}}}";

    private final MatrixApi api;
    private final HttpConnection http;
    private final ConnectionParts parts;
    private final Collection<String> rooms;
    private final MatrixCommands commands;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<String> encrypted = new HashSet<>();
    private final Thread thread;

    MatrixListener(
            MatrixApi api,
            HttpConnection http,
            ConnectionParts parts,
            Collection<String> rooms,
            CommandReceiver receiver) {
        this.api = api;
        this.http = http;
        this.parts = parts;
        this.rooms = List.copyOf(rooms);
        this.commands = new MatrixCommands(api, http, parts, receiver);
        this.thread = new Thread(this, "jenvoy-chat-" + parts.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void end() {
        ended.countDown();
        thread.interrupt();
    }

    @Override
    public void run() {
        try {
            listen();
        } catch (InterruptedException e) {
            LOG.debug("commands no longer received account={}", parts.name());
        }
    }

    private void listen() throws InterruptedException {
        String me = "";
        String since = "";
        Map<String, String> addresses = Map.of();
        long backOff = 1;
        while (ended.getCount() > 0) {
            if (me.isEmpty()) {
                me = http.ask(api.get("/account/whoami"))
                        .map(answer -> answer.word("user_id"))
                        .orElse("");
                addresses = me.isEmpty() ? Map.of() : addresses();
            }
            Optional<ServiceAnswer> news = me.isEmpty() ? Optional.empty() : sync(since);
            String next = news.map(answer -> answer.word("next_batch")).orElse("");
            if (news.isEmpty() || next.isEmpty()) {
                // An answer that cannot be read would come again: what is in it is passed over.
                since = news.isPresent() ? "" : since;
                LOG.debug("no commands can be received account={} again_in={}s", parts.name(), backOff);
                if (ended.await(backOff, TimeUnit.SECONDS)) {
                    return;
                }
                backOff = Math.min(MAX_BACK_OFF_SECONDS, backOff * 2);
                continue;
            }
            backOff = 1;
            if (!since.isEmpty()) {
                read(news.get(), me, addresses);
            }
            since = next;
        }
    }

    private Optional<ServiceAnswer> sync(String since) throws InterruptedException {
        boolean first = since.isEmpty();
        String path = "/sync?timeout=" + (first ? 0 : POLL.toMillis()) + "&filter=" + WebAddress.encode(FILTER)
                + (first ? "" : "&since=" + WebAddress.encode(since));
        return http.ask(api.get(path), POLL_LIMIT, MAX_SYNC_BYTES);
    }

    /** Returns the configured address of each room in which commands are looked for, by the room's id. */
    private Map<String, String> addresses() throws InterruptedException {
        Map<String, String> addresses = new HashMap<>();
        for (String room : rooms) {
            String id = room.startsWith("#")
                    ? http.ask(api.get("/directory/room/" + WebAddress.encode(room)))
                            .map(answer -> answer.word("room_id"))
                            .orElse(room)
                    : room;
            addresses.put(id, room);
        }
        return addresses;
    }

    private void read(ServiceAnswer news, String me, Map<String, String> addresses) throws InterruptedException {
        JsonObject joined = JsonBody.object(news.json(), "rooms", "join");
        for (Map.Entry<String, JsonElement> room : joined.entrySet()) {
            if (!(room.getValue() instanceof JsonObject content)
                    || !(JsonBody.object(content, "timeline").get("events") instanceof JsonArray events)) {
                continue;
            }
            for (JsonElement event : events) {
                if (event instanceof JsonObject object) {
                    read(object, room.getKey(), me, addresses);
                }
            }
        }
    }

    private void read(JsonObject event, String room, String me, Map<String, String> addresses)
            throws InterruptedException {
        if (JsonBody.word(event, "type").equals("m.room.encrypted")) {
            if (addresses.containsKey(room) && encrypted.add(room)) {
                LOG.warn("an encrypted room cannot be read: no commands from it account={}", parts.name());
            }
        } else if (!JsonBody.word(event, "sender").equals(me)) {
            commands.read(event, room, Optional.ofNullable(addresses.get(room)));
        }
    }
}
