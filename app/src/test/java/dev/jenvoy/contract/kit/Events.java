package dev.jenvoy.contract.kit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client of server-sent events with its own connection. */
public final class Events implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final List<String> head = new ArrayList<>();

    /** An event. */
    public record Event(String name, JsonObject data) {

        public String text(String member) {
            return data.get(member).getAsString();
        }
    }

    private Events(InetSocketAddress address, HookRequest request) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.whole());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.add(line);
        }
    }

    public static Events of(TestServer site, String path) throws IOException {
        return of(site, HookRequest.of("GET", path));
    }

    public static Events of(TestServer site, HookRequest request) throws IOException {
        return new Events(site.adminAddress(), request);
    }

    public int status() {
        return head.isEmpty() ? 0 : Integer.parseInt(head.get(0).substring(9, 12));
    }

    public List<String> head() {
        return head;
    }

    /** Returns the next event; {@code null} at the stream's end. */
    public Event next() throws IOException {
        String name = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            // Other lines are the lengths of chunks, comments and empty lines.
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return new Event(name, JsonParser.parseString(line.substring(6)).getAsJsonObject());
            }
        }
        return null;
    }

    /** Returns the next matching event, and skips those before it. */
    public Event next(Predicate<Event> wanted) throws IOException {
        for (Event event = next(); event != null; event = next()) {
            if (wanted.test(event)) {
                return event;
            }
        }
        throw new IOException("the stream ended before the event came");
    }

    /** Returns all events until the stream's end, which must come. */
    public List<Event> rest() throws IOException {
        List<Event> rest = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            rest.add(event);
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
