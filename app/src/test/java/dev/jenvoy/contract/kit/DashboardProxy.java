package dev.jenvoy.contract.kit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The real nginx or Caddy in front of a server's dashboard, with the files of {@code docs/deploy}, and a program in the place
 * of oauth2-proxy that knows one person by a cookie.
 */
public final class DashboardProxy implements AutoCloseable {

    /** The cookie of the person. */
    public static final String COOKIE = "signed_in=ann";

    /** The secret that the proxy sends. */
    public static final String SECRET = "planted-proxy-secret-77aa01bb";

    /** Which proxy. */
    public enum Kind {
        NGINX,
        CADDY
    }

    private final Path folder;
    private final TestServer site;
    private final HttpServer signIn;
    private final ProxyProcess process;

    /** Starts it, and waits until it listens. */
    public DashboardProxy(Kind kind, TestServer site, Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.site = site;
        this.signIn = signIn();
        int port = ProxyProcess.freePort();
        this.process = kind == Kind.NGINX ? nginx(port) : caddy(port);
    }

    /** Returns where the dashboard is, without a slash at the end of the host. */
    public String origin() {
        return origin(process.address().getPort());
    }

    private static String origin(int port) {
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

    private String handedOut(String name) throws IOException {
        return Files.readString(Path.of("../docs/deploy").resolve(name))
                .replace("127.0.0.1:4180", "127.0.0.1:" + signIn.getAddress().getPort())
                .replace("127.0.0.1:5001", "127.0.0.1:" + site.adminAddress().getPort());
    }

    private ProxyProcess nginx(int port) throws IOException {
        Path secret =
                Files.writeString(folder.resolve("secret"), "proxy_set_header X-Jenvoy-Proxy \"" + SECRET + "\";\n");
        String server = handedOut("nginx-dashboard.conf")
                .replaceAll("(?m)^ *(ssl_certificate|listen \\[).*\n", "")
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replace("/etc/nginx/jenvoy-proxy-secret", secret.toString());
        return ProxyProcess.nginx(
                folder, port, "types { text/html html; text/javascript js; text/css css; }", "access_log off;", server);
    }

    private ProxyProcess caddy(int port) throws IOException {
        Path file = Files.writeString(
                folder.resolve("Caddyfile"),
                "{\n\tadmin off\n\tauto_https off\n}\n"
                        + handedOut("Caddyfile-dashboard").replace("ops.example.org {", origin(port) + " {"));
        return ProxyProcess.start(
                folder,
                port,
                List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString()),
                Map.of("JENVOY_PROXY_SECRET", SECRET));
    }

    @Override
    public void close() {
        signIn.stop(0);
        process.close();
    }
}
