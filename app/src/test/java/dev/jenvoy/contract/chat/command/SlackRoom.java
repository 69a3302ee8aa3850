package dev.jenvoy.contract.chat.command;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes messages as an incoming webhook of Slack does: 200 and {@code ok}, or another status that a test sets. */
final class SlackRoom implements AutoCloseable {

    private final HttpServer server;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "ok";

    private SlackRoom(HttpServer server) {
        this.server = server;
    }

    static SlackRoom open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SlackRoom room = new SlackRoom(server);
        server.createContext("/services", room::take);
        server.start();
        return room;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (status == 200) {
            texts.add(JsonParser.parseString(body).getAsJsonObject().get("text").getAsString());
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void answers(int with, String body) {
        answer = body;
        status = with;
    }

    /** Returns the texts that it accepted. */
    List<String> texts() {
        return texts;
    }

    /** Returns the entry of the room in the configuration. */
    Map<String, Object> entry() {
        return Map.of(
                "kind",
                "slack",
                "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T1/B1/planted-path");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
