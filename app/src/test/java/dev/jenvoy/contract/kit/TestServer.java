package dev.jenvoy.contract.kit;

import com.google.gson.GsonBuilder;
import dev.jenvoy.app.Platform;
import dev.jenvoy.app.Server;
import dev.jenvoy.app.StartFailure;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.hook.FolderLook;
import dev.jenvoy.sender.http.HttpFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server for one test: a folder with a configuration and hooks, which can be started and stopped. */
public final class TestServer implements AutoCloseable {

    public static final String SECRET = "planted-secret-5f0c9a7be1d24386";

    /** An address without a listener: connections are refused at once. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/meta");

    private final Path folder;
    private final Map<String, Object> config = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Clock clock = Clock.system(ZoneOffset.UTC);
    private URI meta = NOWHERE;
    private HttpFetcher aws = (uri, headers) -> new HttpFetcher.Answer.Failed("nothing listens there");
    private FolderLook look = FolderLook.MACHINE;
    private Server server;
    private InetSocketAddress address;
    private InetSocketAddress adminAddress;

    private TestServer(Path folder) {
        this.folder = folder;
    }

    /** Returns a server that allows loopback and requires {@link #SECRET}. Not yet started. */
    public static TestServer in(Path folder) {
        TestServer site = new TestServer(folder);
        site.environment.put("PATH", System.getenv("PATH"));
        site.config.put("http_host", "127.0.0.1");
        site.config.put("http_port", 0);
        site.config.put("admin_port", 0);
        site.config.put("allowed_ips", List.of("127.0.0.0/8"));
        site.config.put("enforce_secret", SECRET);
        site.config.put("child_hooks", "delimited");
        site.config.put("debug_level", "CRITICAL");
        try {
            Files.createDirectories(folder.resolve("hooks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return site;
    }

    /** Sets a key of the configuration; if the server runs, also in its file. */
    public TestServer with(String key, Object value) {
        config.put(key, value);
        return server == null ? this : write();
    }

    /** Sets the entry of {@code senders} for this sender; if the server runs, also in its file. */
    public TestServer sender(String name, Map<String, ?> entry) {
        Map<String, Object> senders = new LinkedHashMap<>();
        if (config.get("senders") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> senders.put(String.valueOf(key), value));
        }
        senders.put(name, entry);
        return with("senders", senders);
    }

    public TestServer without(String key) {
        config.remove(key);
        return server == null ? this : write();
    }

    public TestServer variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public TestServer clock(Clock told) {
        this.clock = told;
        return this;
    }

    public TestServer meta(URI endpoint) {
        this.meta = endpoint;
        return this;
    }

    public TestServer aws(HttpFetcher client) {
        this.aws = client;
        return this;
    }

    /** Looks at the hooks folder with this. */
    public TestServer look(FolderLook through) {
        this.look = through;
        return this;
    }

    /** Creates a hook of mode 0755. */
    public TestServer hook(String name, String... lines) {
        return hookOf(name, "rwxr-xr-x", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a hook with this content and this mode. */
    public TestServer hookOf(String name, String mode, byte[] content) {
        try {
            Path file = hooks().resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestServer start() throws StartFailure, InterruptedException {
        write();
        ConfigFile file = ConfigFile.locate(configFile(), environment, folder);
        if (!(file.load() instanceof LoadResult.Loaded loaded)) {
            throw new AssertionError("broken configuration: " + file.load().problems());
        }
        server = Server.start(file, loaded, new Platform(environment, clock, meta, aws, look));
        address = server.address();
        adminAddress = server.adminAddress().orElse(null);
        return this;
    }

    /** Stops it cleanly; its address stays known. */
    public void stop() throws InterruptedException {
        Server running = server;
        server = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Path folder() {
        return folder;
    }

    public Path hooks() {
        return folder.resolve("hooks");
    }

    public Path configFile() {
        return folder.resolve("config.json");
    }

    public InetSocketAddress address() {
        return address;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address.getPort() + path);
    }

    /** Sends one request over a new connection. */
    public HttpAnswer send(HookRequest request) throws IOException {
        try (Wire wire = wire()) {
            return wire.send(request).answer();
        }
    }

    public HttpAnswer get(String path) throws IOException {
        return send(HookRequest.of("GET", path));
    }

    public InetSocketAddress adminAddress() {
        return adminAddress;
    }

    /** Returns the address that redirects plain HTTP. */
    public Optional<InetSocketAddress> redirectAddress() {
        return server.redirectAddress();
    }

    /** Sends one request to the admin listener, over a new connection. */
    public HttpAnswer admin(HookRequest request) throws IOException {
        try (Wire wire = new Wire(adminAddress)) {
            return wire.send(request).answer();
        }
    }

    /** Sends a GET request to the admin listener. */
    public HttpAnswer admin(String path) throws IOException {
        return admin(HookRequest.of("GET", path));
    }

    public Wire wire() throws IOException {
        return new Wire(address);
    }

    /** Returns the configuration that its file would have now. */
    public String json() {
        return new GsonBuilder().setPrettyPrinting().create().toJson(config);
    }

    /** Writes the file atomically, as a careful editor does. */
    private TestServer write() {
        try {
            Path whole = Files.writeString(folder.resolve("config.json.new"), json());
            Files.move(whole, configFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes exactly this text into the configuration file. */
    public void write(String text) {
        try {
            Files.writeString(configFile(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
