package dev.jenvoy.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.TimeUnit;

/**
 * The real nginx or Caddy in front of a server's dashboard, with the files of {@code docs/deploy}, and a program in the place
 * of oauth2-proxy that knows one person by a cookie.
 */
public final class DashboardProxy implements AutoCloseable {

    /** The cookie of the person. */
    public static final String COOKIE = "signed_in=ann";

    /** The secret that the proxy sends. */
    public static final String SECRET = "planted-proxy-secret-77aa01bb";

    private static final int STOP_SECONDS = 3;

    /** Which proxy. */
    public enum Kind {
        NGINX,
        CADDY
    }

    private final Path folder;
    private final TestServer site;
    private final HttpServer signIn;
    private final int port;
    private final Process process;

    /** Starts it, and waits until it listens. Names the packages if it does not start. */
    public DashboardProxy(Kind kind, TestServer site, Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.site = site;
        this.signIn = signIn();
        this.port = free();
        ProcessBuilder builder = new ProcessBuilder(kind == Kind.NGINX ? nginx() : caddy())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("proxy.log").toFile());
        builder.environment().put("JENVOY_PROXY_SECRET", SECRET);
        for (String variable : List.of("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")) {
            builder.environment().put(variable, folder.toString());
        }
        this.process = builder.start();
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThatCode(() -> new Socket("127.0.0.1", port).close())
                        .as("Debian's packages nginx-light and caddy: " + Files.readString(folder.resolve("proxy.log")))
                        .doesNotThrowAnyException());
    }

    /** Returns where the dashboard is, without a slash at the end of the host. */
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    private static HttpServer signIn() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/oauth2/auth", exchange -> {
            boolean known = exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                    .anyMatch(cookies -> cookies.contains(COOKIE));
            if (known) {
                exchange.getResponseHeaders().set("X-Auth-Request-Email", "ann@example.org");
                exchange.getResponseHeaders().set("X-Auth-Request-Groups", "staff,ops");
            }
            exchange.sendResponseHeaders(known ? 202 : 401, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private String handedOut(String name) throws IOException {
        return Files.readString(Path.of("../docs/deploy").resolve(name))
                .replace("127.0.0.1:4180", "127.0.0.1:" + signIn.getAddress().getPort())
                .replace("127.0.0.1:5001", "127.0.0.1:" + site.adminAddress().getPort());
    }

    private List<String> nginx() throws IOException {
        Path secret =
                Files.writeString(folder.resolve("secret"), "proxy_set_header X-Jenvoy-Proxy \"" + SECRET + "\";\n");
        String server = handedOut("nginx-dashboard.conf")
                .replaceAll("(?m)^ *(ssl_certificate|listen \\[).*\n", "")
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replace("/etc/nginx/jenvoy-proxy-secret", secret.toString());
        Path temporary = Files.createDirectories(folder.resolve("nginx"));
        List<String> lines = new ArrayList<>(List.of(
                "daemon off;",
                "master_process off;",
                "pid " + temporary.resolve("pid") + ";",
                "error_log stderr;",
                "events {}",
                "http {",
                "types { text/html html; text/javascript js; text/css css; }",
                "access_log off;"));
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            lines.add(kind + "_temp_path " + temporary.resolve(kind) + ";");
        }
        lines.add(server);
        lines.add("}");
        Path file = Files.write(folder.resolve("nginx.conf"), lines);
        return List.of("nginx", "-c", file.toString(), "-p", temporary + "/", "-e", "stderr");
    }

    private List<String> caddy() throws IOException {
        Path file = Files.writeString(
                folder.resolve("Caddyfile"),
                "{\n\tadmin off\n\tauto_https off\n}\n"
                        + handedOut("Caddyfile-dashboard").replace("ops.example.org {", origin() + " {"));
        return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
    }

    /** Stops it, also while streams are open. */
    @Override
    public void close() {
        signIn.stop(0);
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
