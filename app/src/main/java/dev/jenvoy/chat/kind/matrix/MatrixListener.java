package dev.jenvoy.chat.kind.matrix;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
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

    /** A server that does not hold polls back, or ends them all the time, is not asked more often while it has nothing new. */
    private static final Duration LEAST_POLL = Duration.ofSeconds(1);

    private static final int MAX_SYNC_BYTES = 4 << 20;
    private static final long MAX_BACK_OFF_SECONDS = 60;
    private static final String FILTER = "{\"presence\":{\"types\":[]},\"account_data\":{\"types\":[]},"
            + "\"room\":{\"ephemeral\":{\"types\":[]},\"account_data\":{\"types\":[]},"
            + "\"state\":{\"types\":[],\"lazy_load_members\":true},"
            + "\"timeline\":{\"limit\":50,\"types\":[\"m.room.message\",\"m.room.encrypted\",\"m.room.member\"]}}}";

    private final MatrixApi api;
    private final HttpConnection http;
    private final ConnectionParts parts;
    private final ListenedRooms rooms;
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
        this.rooms = new ListenedRooms(api, http, rooms);
        this.commands = new MatrixCommands(api, http, parts, receiver);
        this.thread = new Thread(this, "jenvoy-chat-" + parts.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Listens in these rooms from now on. Does not block. */
    void listen(Collection<String> wanted) {
        rooms.want(wanted);
        Thread finding = new Thread(this::find, "jenvoy-chat-" + parts.name() + "-rooms");
        finding.setDaemon(true);
        finding.start();
    }

    /** Finds rooms while the poll is under way, so that a room of which commands are wanted is joined at once. */
    private void find() {
        try {
            rooms.find();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        long backOff = 1;
        boolean found = false;
        while (ended.getCount() > 0) {
            if (me.isEmpty()) {
                me = http.ask(api.get("/account/whoami"))
                        .map(answer -> answer.word("user_id"))
                        .orElse("");
            }
            boolean ready = !me.isEmpty() && (!since.isEmpty() || rooms.begin());
            // Reading the last answer has found them already.
            if (ready && !found) {
                rooms.find();
            }
            long beganNanos = System.nanoTime();
            Optional<ServiceAnswer> news = ready ? sync(since) : Optional.empty();
            String next = news.map(answer -> answer.word("next_batch")).orElse("");
            if (news.isEmpty() || next.isEmpty()) {
                // An answer that cannot be read would come again: what is in it is passed over.
                since = news.isPresent() ? "" : since;
                found = false;
                LOG.debug("no commands can be received account={} again_in={}s", parts.name(), backOff);
                if (ended.await(backOff, TimeUnit.SECONDS)) {
                    return;
                }
                backOff = Math.min(MAX_BACK_OFF_SECONDS, backOff * 2);
                continue;
            }
            backOff = 1;
            found = !since.isEmpty();
            boolean idle = found && !read(news.get(), me);
            since = next;
            if (idle && ended.await(LEAST_POLL.toNanos() - (System.nanoTime() - beganNanos), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    private Optional<ServiceAnswer> sync(String since) throws InterruptedException {
        boolean first = since.isEmpty();
        String path = "/sync?timeout=" + (first ? 0 : POLL.toMillis()) + "&filter=" + WebAddress.encode(FILTER)
                + (first ? "" : "&since=" + WebAddress.encode(since));
        return http.ask(api.get(path), POLL_LIMIT, MAX_SYNC_BYTES);
    }

    /** Returns whether there was anything to read in a room. */
    private boolean read(ServiceAnswer news, String me) throws InterruptedException {
        rooms.follow(news.json());
        // The configuration may have changed during the poll.
        rooms.find();
        boolean isNews = false;
        JsonObject joined = JsonBody.object(news.json(), "rooms", "join");
        for (Map.Entry<String, JsonElement> room : joined.entrySet()) {
            if (!(room.getValue() instanceof JsonObject content)
                    || !(JsonBody.object(content, "timeline").get("events") instanceof JsonArray events)) {
                continue;
            }
            for (JsonObject event : rooms.news(room.getKey(), events, me)) {
                isNews = true;
                read(event, room.getKey(), me);
            }
        }
        return isNews;
    }

    private void read(JsonObject event, String room, String me) throws InterruptedException {
        Optional<String> address = rooms.address(room);
        if (JsonBody.word(event, "type").equals("m.room.encrypted")) {
            if (address.isPresent() && encrypted.add(room)) {
                LOG.warn("an encrypted room cannot be read: no commands from it account={}", parts.name());
            }
        } else if (!JsonBody.word(event, "sender").equals(me)) {
            commands.read(event, room, address);
        }
    }
}
