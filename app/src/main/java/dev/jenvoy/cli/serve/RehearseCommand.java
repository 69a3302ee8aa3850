package dev.jenvoy.cli.serve;

import dev.jenvoy.app.FailStop;
import dev.jenvoy.app.Platform;
import dev.jenvoy.app.Server;
import dev.jenvoy.app.StartFailure;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.FirstConfig;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.sender.github.GitHub;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Runs a server in a temporary folder for a moment, so that the JVM can record which classes a start needs. The
 * launcher makes an archive of them, with which later starts are faster. Listens on loopback only, and makes no
 * connections.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts a server in a temporary folder, sends it a few deliveries, and stops it.",
        mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Integer call() throws IOException, StartFailure, InterruptedException {
        Path folder = Files.createTempDirectory("jenvoy-rehearsal-");
        try {
            return rehearse(folder);
        } finally {
            delete(folder);
        }
    }

    private static int rehearse(Path folder) throws IOException, StartFailure, InterruptedException {
        String secret = new FirstConfig(new SecureRandom()).newSecret();
        Files.writeString(folder.resolve("config.json"), """
                {"http_host": "127.0.0.1", "http_port": 0, "admin_port": 0, "allowed_ips": ["127.0.0.0/8"],
                 "child_hooks": "delimited", "github_ips_only": false, "enforce_secret": "%s",
                 "hooks": {"*": {"concurrency": "ordered", "env": {"REHEARSED": "yes"}}}}
                """.formatted(secret));
        Path hook = Files.createDirectories(folder.resolve("hooks")).resolve("push");
        Files.writeString(hook, "#!/bin/sh\necho rehearsed\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> environment = Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        ConfigFile file = ConfigFile.locate(folder.resolve("config.json"), environment, folder);
        if (!(file.load() instanceof LoadResult.Loaded loaded)) {
            return ExitCode.FAILED;
        }
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        FirstStart.begin(file, environment);
        FailStop.install();
        boolean ran = serve(folder, file, loaded, environment, secret, out);
        // The second start finds data, as most starts do.
        ran &= serve(folder, file, loaded, environment, secret, out);
        return ran ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Runs a server from its start to its end. Returns whether its hook ran. */
    private static boolean serve(
            Path folder,
            ConfigFile file,
            LoadResult.Loaded loaded,
            Map<String, String> environment,
            String secret,
            PrintWriter out)
            throws IOException, StartFailure, InterruptedException {
        Server server = ServerRunner.begin(file, loaded, Platform.alone(environment), Shutdown.install(), out);
        try {
            // As a start does. What a scrape needs is prepared a second after it.
            Welcome welcome = new Welcome(out, file, folder, server.isSecure());
            ServerRunner.welcome(welcome, Optional.empty(), loaded, server);
            boolean ran = send(server.address(), secret);
            if (server.adminAddress().isPresent()) {
                exchange(server.adminAddress().get(), get("/metrics"));
            }
            return ran;
        } finally {
            server.stop();
        }
    }

    /** Sends deliveries of each kind. Returns whether the hook ran. */
    private static boolean send(InetSocketAddress address, String secret) throws IOException {
        String payload = "{\"ref\": \"refs/heads/main\", \"after\": \"" + "1".repeat(40)
                + "\", \"repository\": {\"name\": \"site\", \"owner\": {\"login\": \"acme\"}},"
                + " \"sender\": {\"login\": \"octo\"}}";
        String signature = GitHub.SHA256.sign(secret, payload.getBytes(StandardCharsets.UTF_8));
        boolean ran = false;
        for (String event : List.of("push", "push", "issues", "ping")) {
            ran |= exchange(address, post(event, payload, signature)).contains("rehearsed");
        }
        exchange(address, post("push", payload + " ", signature));
        exchange(address, get("/healthz"));
        exchange(address, get("/readyz"));
        return ran;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private static String post(String event, String payload, String signature) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "X-GitHub-Event: " + event + "\r\n" + GitHub.SHA256.name() + ": " + signature
                + "\r\nContent-Length: " + payload.length() + "\r\n\r\n" + payload;
    }

    private static String exchange(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path left : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(left);
            }
        }
    }
}
