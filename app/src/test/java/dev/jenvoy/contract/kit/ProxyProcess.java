package dev.jenvoy.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real proxy on a port of loopback, with a folder of its own for everything that it writes. */
public final class ProxyProcess implements AutoCloseable {

    private static final int STOP_SECONDS = 3;

    private final int port;
    private final Process process;

    private ProxyProcess(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts nginx with this inside its {@code http} block, and waits until it listens on this port. */
    public static ProxyProcess nginx(Path folder, int port, String... http) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("nginx"));
        List<String> lines = new ArrayList<>(List.of(
                "daemon off;",
                "master_process off;",
                "pid " + temporary.resolve("pid") + ";",
                "error_log stderr;",
                "events {}",
                "http {"));
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            lines.add(kind + "_temp_path " + temporary.resolve(kind) + ";");
        }
        lines.addAll(List.of(http));
        lines.add("}");
        Path file = Files.write(folder.resolve("nginx.conf"), lines);
        return start(
                folder, port, List.of("nginx", "-c", file.toString(), "-p", temporary + "/", "-e", "stderr"), Map.of());
    }

    /** Starts a proxy, and waits until it listens on this port. Names the packages if it does not start. */
    static ProxyProcess start(Path folder, int port, List<String> command, Map<String, String> environment)
            throws IOException {
        Path log = folder.resolve("proxy.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        for (String variable : List.of("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            builder.environment().put(variable, folder.toString());
        }
        ProxyProcess proxy = new ProxyProcess(port, builder.start());
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThatCode(() -> new Socket("127.0.0.1", port).close())
                        .as("Debian's packages nginx-light and caddy: " + Files.readString(log))
                        .doesNotThrowAnyException());
        return proxy;
    }

    /** Returns a free port of loopback. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /** Stops it, also while streams are open. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                assertThat(process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
