package dev.jenvoy.contract.chat.standin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Replaces a chat service: keeps what it was sent, and enforces the documented rules. Listens on a free port of the loopback
 * interface. Faults are set for the next requests, one for each, in the order in which they are set.
 */
public abstract class ChatStandIn implements AutoCloseable {

    /** Holds an answer back longer than any test waits. */
    private static final long LONGEST_HOLD_SECONDS = 60;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    /** A request; header names are in lower case, parameters are decoded. */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        public JsonObject json() {
            try {
                JsonObject object = GSON.fromJson(body, JsonObject.class);
                return object == null ? new JsonObject() : object;
            } catch (JsonParseException e) {
                return new JsonObject();
            }
        }

        public Map<String, String> form() {
            return parameters(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** Returns the token of the header Authorization. */
        public String bearer() {
            return header("authorization").replaceFirst("^Bearer ", "");
        }

        /** Returns a text of the JSON body; empty if it is missing. */
        public String text(String name) {
            JsonObject object = json();
            return object.has(name) && object.get(name).isJsonPrimitive()
                    ? object.get(name).getAsString()
                    : "";
        }
    }

    /** An answer. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        /** Answers with a JSON object: names and values in turn. */
        public static Answer json(int status, Object... members) {
            return of(status, GSON.toJson(members(members)));
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, body, more);
        }
    }

    private sealed interface Fault {
        /** No fault at all. */
        record None() implements Fault {}

        /** Answers this, and the service never sees the request. */
        record Instead(Answer answer) implements Fault {}

        /** The service does what was asked, and the connection breaks before the answer. */
        record Lost() implements Fault {}

        /** The connection breaks before the service has done anything. */
        record Broken() implements Fault {}

        /** The service does what was asked, and answers when it is released. */
        record Held(CountDownLatch release) implements Fault {}
    }

    private final int port;
    private volatile HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Is bound to the port, and does not listen, while the service is down. */
    private Socket placeholder = new Socket();

    protected ChatStandIn() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int at) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            listening.setExecutor(threads);
            listening.createContext("/", this::serve);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses connections from now on. Keeps the port: a program that got it meanwhile would answer in its place. */
    public void goDown() {
        server.stop(0);
        try {
            placeholder.setReuseAddress(true);
            placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens again, at the address that it had. */
    public void comeUp() {
        try {
            placeholder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        placeholder = new Socket();
        server = listen(port);
    }

    /** Does what the service would do, one request at a time. */
    protected abstract Answer handle(Request request);

    /** Returns whether a request changes nothing, so that no fault is spent on it. */
    protected boolean isOnlyReading(Request request) {
        return request.method().equals("GET");
    }

    /** Returns the address of the service, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns every request, those with a fault, too. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next request with this, and does nothing. */
    public void answerNext(Answer answer) {
        add(new Fault.Instead(answer));
    }

    /** Answers the next request with this status and text, and does nothing. */
    public void answerNext(int status, String body) {
        answerNext(Answer.of(status, body));
    }

    /** Does what the next request asks for, and loses the answer. */
    public void loseNextAnswer() {
        add(new Fault.Lost());
    }

    /** Does what the next request asks for, and answers as usual: a fault that is set after it is for a later request. */
    public void acceptNext() {
        add(new Fault.None());
    }

    /** Closes the connection of the next request, and does nothing. */
    public void closeNext() {
        add(new Fault.Broken());
    }

    /** Does what the next request asks for, and holds the answer back until the latch is counted down. */
    public CountDownLatch holdNextAnswer() {
        CountDownLatch release = new CountDownLatch(1);
        add(new Fault.Held(release));
        return release;
    }

    private void add(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        Request request = read(exchange);
        requests.add(request);
        Fault fault;
        synchronized (faults) {
            fault = isOnlyReading(request) ? null : faults.poll();
        }
        if (fault instanceof Fault.Broken) {
            exchange.close();
            return;
        }
        Answer answer;
        if (fault instanceof Fault.Instead instead) {
            answer = instead.answer();
        } else {
            synchronized (this) {
                answer = handle(request);
            }
        }
        if (fault instanceof Fault.Lost) {
            exchange.close();
            return;
        }
        if (fault instanceof Fault.Held held) {
            hold(held.release());
        }
        send(exchange, answer);
    }

    private void hold(CountDownLatch release) {
        try {
            if (!release.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("an answer was held back and never released");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits as a long poll does: until there is something, the time is over, or the service ends. */
    protected boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                all.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    /** Builds an object of names and values in turn. */
    protected static Map<String, Object> members(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (faults) {
            faults.forEach(fault -> {
                if (fault instanceof Fault.Held held) {
                    held.release().countDown();
                }
            });
        }
        server.stop(0);
        try {
            placeholder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
