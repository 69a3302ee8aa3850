package dev.jenvoy.contract.kit;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Replaces APIs of Travis CI: one installation for each name, with its own key pair. */
public final class TravisApi implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    private TravisApi(HttpServer server) {
        this.server = server;
    }

    public static TravisApi start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TravisApi api = new TravisApi(server);
            server.createContext("/", exchange -> {
                String name = exchange.getRequestURI()
                        .getPath()
                        .replaceFirst("^/", "")
                        .replaceFirst("/config$", "");
                api.asked.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
                byte[] answer = HookRequest.bytes(api.answers.getOrDefault(name, ""));
                exchange.sendResponseHeaders(answer.length == 0 ? 500 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address of this installation, for the configuration. */
    public String at(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** Publishes this key from now on. */
    public TravisApi publishes(String name, KeyPair pair) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return answers(
                name,
                new Gson()
                        .toJson(Map.of(
                                "config",
                                Map.of(
                                        "host",
                                        "travis-ci.com",
                                        "notifications",
                                        Map.of("webhook", Map.of("public_key", pem))))));
    }

    /** Responds with this text from now on; with 500 if it is empty. */
    public TravisApi answers(String name, String text) {
        answers.put(name, text);
        return this;
    }

    /** Returns how often its key was requested. */
    public int asked(String name) {
        return asked.computeIfAbsent(name, any -> new AtomicInteger()).get();
    }

    public static KeyPair pair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns Travis CI's signature. */
    public static String sign(KeyPair pair, byte[] json) {
        try {
            Signature signature = Signature.getInstance("SHA1withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(json);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
