package dev.jenvoy.contract.chat.server;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.route.RouteChange;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server with rooms, which runs in this process or, to be killed, in another one. Its routes are those of the configuration;
 * each leads the events of acme's repositories to one room.
 */
final class ChatSite implements AutoCloseable {

    private final TestServer server;
    private final Path folder;
    private final Map<String, Object> accounts = new LinkedHashMap<>();
    private final Map<String, Object> rooms = new LinkedHashMap<>();
    private final List<Object> routes = new ArrayList<>();
    private final Map<String, Object> more = new LinkedHashMap<>();
    private ServerLog process;

    private ChatSite(Path folder) {
        this.folder = folder;
        this.server = TestServer.in(folder);
    }

    static ChatSite in(Path folder) {
        return new ChatSite(folder);
    }

    /** Adds a room at Matrix with an account of its own. */
    ChatSite matrix(String room, MatrixStandIn service) {
        return matrix(room, service, MatrixStandIn.TOKEN);
    }

    ChatSite matrix(String room, MatrixStandIn service, String token) {
        account(room + "-bot", Map.of("kind", "matrix", "homeserver", service.address(), "token", token));
        return room(room, Map.of("account", room + "-bot", "address", MatrixStandIn.ROOM));
    }

    ChatSite mattermost(String room, MattermostStandIn service) {
        return room(room, Map.of("kind", "mattermost", "url", service.hook()));
    }

    ChatSite webhook(String room, WebhookStandIn service) {
        return room(room, Map.of("kind", "webhook", "url", service.hook(), "secret", WebhookStandIn.SECRET));
    }

    ChatSite account(String name, Map<String, ?> entry) {
        accounts.put(name, entry);
        return write();
    }

    /** Adds or changes a room. */
    ChatSite room(String name, Map<String, ?> entry) {
        rooms.put(name, new LinkedHashMap<>(entry));
        return write();
    }

    /** Removes a room with its routes. */
    ChatSite withoutRoom(String name) {
        rooms.remove(name);
        routes.removeIf(route -> ((Map<?, ?>) route).get("room").equals(name));
        return write();
    }

    /** Adds a route of all repositories of acme. */
    ChatSite route(String room, String... words) {
        routes.add(Map.of("repo", "acme/*", "room", room, "events", List.of(words)));
        return write();
    }

    ChatSite withoutRoutes() {
        routes.clear();
        return write();
    }

    /** Sets another key of the section. */
    ChatSite set(String key, Object value) {
        more.put(key, value);
        return write();
    }

    /** Adds a hook that counts its runs. */
    ChatSite counting(String hook) {
        return hook(hook, "echo run >> '" + counter(hook) + "'");
    }

    ChatSite hook(String name, String... lines) {
        List<String> script = new ArrayList<>(List.of("#!/bin/sh"));
        script.addAll(List.of(lines));
        server.hook(name, script.toArray(String[]::new));
        return this;
    }

    /** Returns how often a hook ran that counts its runs. */
    int runs(String hook) throws IOException {
        return Files.exists(counter(hook)) ? Files.readAllLines(counter(hook)).size() : 0;
    }

    private Path counter(String hook) {
        return folder.resolve("runs-of-" + hook);
    }

    private ChatSite write() {
        server.with("chat", section());
        return this;
    }

    private Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>(more);
        section.put("accounts", accounts);
        section.put("rooms", rooms);
        section.put("routes", routes);
        return section;
    }

    /** Has the configuration lose or get back the whole section. */
    ChatSite configured(boolean isConfigured) {
        if (isConfigured) {
            return write();
        }
        server.without("chat");
        return this;
    }

    /** Sets the token of a repository. The server must not run. */
    ChatSite token(String repo, Family family, String token) throws Exception {
        Path data = folder.resolve("data");
        try (DataFolder own = DataFolder.own(data);
                Storage storage = SqliteStorage.open(own)) {
            Keyring keyring =
                    new Keyring(new KeyPlace(Optional.empty(), data.resolve("endpoint.key")), new SecureRandom());
            RouteChange change = RouteBook.open(() -> ChatOptions.NONE, storage.chat(), keyring, Clock.systemUTC())
                    .setToken(repo, family.word(), token);
            if (!(change instanceof RouteChange.TokenSet)) {
                throw new AssertionError(change);
            }
        }
        return this;
    }

    TestServer server() {
        return server;
    }

    ChatSite start() throws Exception {
        server.start();
        return this;
    }

    void stop() throws InterruptedException {
        server.stop();
    }

    /** Starts the server in a process of its own. */
    ServerLog startApart(String... variables) throws IOException {
        server.with("debug_level", "INFO").write(server.json());
        process = ServerLog.start(server.configFile(), variables);
        return process;
    }

    /** Kills the server's process as a loss of power does: without a chance to do anything. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Sends a request to whichever server runs. */
    HttpAnswer send(HookRequest request) throws IOException {
        try (Wire wire = new Wire(process == null ? server.address() : process.address())) {
            return wire.send(request).answer();
        }
    }

    /** Sends the delivery of an issue that was opened under this title. */
    HttpAnswer issue(int number, String title) throws IOException {
        return send(issueOf("site", number, title));
    }

    static HookRequest issueOf(String repository, int number, String title) {
        return HookRequest.event("issues", """
                {"action":"opened","issue":{"number":%2$d,"title":"%3$s","html_url":"https://github.com/acme/%1$s/issues/%2$d"},
                "repository":{"name":"%1$s","full_name":"acme/%1$s","owner":{"login":"acme"}},"sender":{"login":"ann"}}
                """.formatted(repository, number, title));
    }

    /** Returns the messages of all deliveries, in the order of acceptance. */
    List<ShownMessage> messages() throws IOException {
        return ShownMessage.all(process == null ? server.adminAddress() : process.adminAddress());
    }

    /** Returns the messages to a room. */
    List<ShownMessage> messages(String room) throws IOException {
        return messages().stream()
                .filter(message -> message.room().equals(room))
                .toList();
    }

    /** Returns the answer of the admin API. */
    HttpAnswer admin(HookRequest request) throws IOException {
        try (Wire wire = new Wire(process == null ? server.adminAddress() : process.adminAddress())) {
            return wire.send(request).answer();
        }
    }

    HttpAnswer admin(String path) throws IOException {
        return admin(HookRequest.of("GET", path));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        server.close();
    }
}
