package dev.jenvoy.samples;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Replaces a workflow's webhook on this machine: records what is posted and responds as configured. */
final class TeamsStandIn implements AutoCloseable {
    static final String SECRET = "sig=d0n0tsh0w";

    /** The response to a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Posted> posted = new CopyOnWriteArrayList<>();

    TeamsStandIn(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            posted.add(new Posted(
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    exchange.getRequestBody().readAllBytes()));
            answer.to(exchange);
        });
        server.start();
    }

    /** Returns a webhook that accepts every card, like a workflow: 202 and no body. */
    static TeamsStandIn taking() {
        return answering(202, "");
    }

    static TeamsStandIn answering(int status, String body) {
        return new TeamsStandIn(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/workflows/abc/invoke?" + SECRET;
    }

    List<Posted> posted() {
        return posted;
    }

    Card card() {
        return posted.get(posted.size() - 1).card();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    record Posted(String method, String type, byte[] body) {
        Card card() {
            JsonObject message = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return new Card(message.getAsJsonArray("attachments")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("content"));
        }
    }

    /** The content of a card. */
    record Card(JsonObject content) {
        String title() {
            return heading().get("text").getAsString();
        }

        String colour() {
            return heading().get("color").getAsString();
        }

        String style() {
            return part(0).get("style").getAsString();
        }

        String text() {
            return part(1).get("text").getAsString();
        }

        List<String> facts() {
            return stream(part(2).getAsJsonArray("facts"))
                    .map(fact -> fact.get("title").getAsString() + "="
                            + fact.get("value").getAsString())
                    .toList();
        }

        List<String> links() {
            if (!content.has("actions")) {
                return List.of();
            }
            return stream(content.getAsJsonArray("actions"))
                    .map(action -> action.get("type").getAsString() + " "
                            + action.get("title").getAsString() + " "
                            + action.get("url").getAsString())
                    .toList();
        }

        private JsonObject heading() {
            return part(0).getAsJsonArray("items").get(0).getAsJsonObject();
        }

        private JsonObject part(int index) {
            return content.getAsJsonArray("body").get(index).getAsJsonObject();
        }

        private static Stream<JsonObject> stream(JsonArray array) {
            return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
        }
    }
}
