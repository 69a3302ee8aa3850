package dev.jenvoy.contract.kit;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Replaces GitHub's meta endpoint. */
public final class MetaApi implements AutoCloseable {

    private final HttpServer server;

    private MetaApi(HttpServer server) {
        this.server = server;
    }

    public static MetaApi start(String... ranges) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body =
                HookRequest.bytes(new Gson().toJson(Map.of("hooks", List.of(ranges), "web", List.of("0.0.0.0/0"))));
        server.createContext("/meta", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new MetaApi(server);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/meta");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
