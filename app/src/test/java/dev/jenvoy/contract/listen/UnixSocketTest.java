package dev.jenvoy.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.app.StartFailure;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.MetaApi;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The public listener on a Unix socket, asked by curl. */
@Timeout(120)
class UnixSocketTest {

    @TempDir
    private Path folder;

    private Programs programs;
    private Path socket;
    private MetaApi meta;

    @BeforeEach
    void place() throws IOException {
        meta = MetaApi.start("192.30.252.0/22");
        programs = new Programs(folder);
        socket = folder.resolve("s");
    }

    @AfterEach
    void end() {
        meta.close();
    }

    private TestServer site() {
        return TestServer.in(folder.resolve("site")).meta(meta.uri()).with("http_socket", socket.toString());
    }

    /** Waits until the ranges of GitHub are known. */
    private static void awaitRanges(TestServer site) {
        Eventually.that(() -> assertThat(site.get("/readyz").body()).doesNotContain("not known yet"));
    }

    private Programs.Ran curl(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--unix-socket", socket.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.get(arguments.size() - 1).startsWith("http:")) {
            arguments.add("http://localhost/healthz");
        }
        return programs.curl(arguments.toArray(String[]::new));
    }

    private String[] delivery(HookRequest request, String... more) throws IOException {
        Path body = Files.write(folder.resolve("body"), request.body());
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--data-binary", "@" + body, "--header", "Expect:"));
        request.fields().stream()
                .filter(field -> !field.name().equals("Host"))
                .forEach(field -> arguments.addAll(List.of("--header", field.name() + ": " + field.value())));
        arguments.addAll(List.of("--header", HookRequest.SIGNATURE + ": " + request.signature()));
        arguments.add("http://localhost/");
        return arguments.toArray(String[]::new);
    }

    @Test
    void a_delivery_comes_in_and_a_large_one_too() throws Exception {
        try (TestServer site = site().with("github_ips_only", false)
                .with("max_payload", "9MB")
                .hook("push", "#!/bin/sh", "echo deployed")
                .start()) {
            assertThat(curl(delivery(HookRequest.push())).text())
                    .contains("deployed")
                    .endsWith("status=200");
            String filler = "x".repeat(8 << 20);
            HookRequest large = HookRequest.event("push", "{\"ref\":\"refs/heads/main\",\"f\":\"" + filler + "\"}");
            assertThat(curl(delivery(large)).text()).contains("deployed").endsWith("status=200");
            HookRequest tooLarge = HookRequest.event("push", "{\"f\":\"" + filler + filler + "\"}");
            assertThat(curl(delivery(tooLarge)).text())
                    .contains("expected at most")
                    .endsWith("status=413");
            assertThat(site.get("/healthz").status()).isEqualTo(200);
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void its_file_has_the_configured_permissions() throws Exception {
        try (TestServer site = site().with("http_socket_mode", "0622").start()) {
            assertThat(site.address()).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw--w--w-");
        }
        try (TestServer site = site().without("http_socket_mode").start()) {
            assertThat(site.address()).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
        }
    }

    @Test
    void a_client_has_no_address_and_is_never_this_machine() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                TestServer site = site().with("debug_level", "INFO")
                        .with("access_log", true)
                        .hook("push", "#!/bin/sh", "echo deployed")
                        .start()) {
            awaitRanges(site);
            // allowed_ips has loopback, which a TCP client of this machine has.
            assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
            assertThat(curl(delivery(HookRequest.push())).text()).endsWith("status=403");
            assertThat(curl(delivery(HookRequest.push(), "--header", "X-Forwarded-For: 127.0.0.1"))
                            .text())
                    .endsWith("status=403");
            assertThat(log.lines()).anyMatch(line -> line.contains("from=unix") && line.contains("status=403"));
            assertThat(log.lines()).anyMatch(line -> line.contains("from=forwarded-by-untrusted"));
        }
    }

    @Test
    void the_header_of_a_proxy_counts_where_it_is_configured() throws Exception {
        try (TestServer site = site().with("http_socket_proxy", true)
                .with("allowed_ips", List.of("192.0.2.0/24"))
                .with("trusted_proxies", List.of("198.51.100.0/24"))
                .hook("push", "#!/bin/sh", "echo deployed")
                .start()) {
            awaitRanges(site);
            assertThat(curl(delivery(HookRequest.push(), "--header", "X-Forwarded-For: 192.0.2.7"))
                            .text())
                    .endsWith("status=200");
            assertThat(curl(delivery(HookRequest.push(), "--header", "X-Forwarded-For: 192.0.2.7, 198.51.100.9"))
                            .text())
                    .endsWith("status=200");
            assertThat(curl(delivery(HookRequest.push(), "--header", "X-Forwarded-For: 192.0.2.7, 203.0.113.9"))
                            .text())
                    .endsWith("status=403");
            assertThat(curl(delivery(HookRequest.push())).text()).endsWith("status=403");
            HookRequest overTcp = HookRequest.push().with("X-Forwarded-For", "192.0.2.7");
            assertThat(site.send(overTcp).status()).isEqualTo(403);
        }
    }

    @Test
    void what_an_ended_server_left_is_replaced_and_nothing_else() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> site().start())
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("cannot listen: http_socket " + socket)
                    .hasMessageContaining("another server listens there");
        }
        assertThat(socket).exists();
        Files.delete(socket);
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel first = SocketChannel.open(StandardProtocolFamily.UNIX);
                SocketChannel second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(socket), 1);
            // Its backlog has room for no more.
            first.connect(UnixDomainSocketAddress.of(socket));
            second.connect(UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> site().start())
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("it is not known whether another server listens there");
        }
        try (TestServer site = site().start()) {
            assertThat(curl().text()).endsWith("status=200");
            assertThat(site.get("/healthz").status()).isEqualTo(200);
        }
        Files.writeString(socket, "mine");
        assertThatThrownBy(() -> site().start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("there is a file that is not a socket");
        assertThat(socket).hasContent("mine");
        Files.delete(socket);
        assertThatThrownBy(
                        () -> site().with("http_socket", folder + "/missing/s").start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("missing/s");
    }

    @Test
    void many_clients_at_once_are_served_over_kept_connections() throws Exception {
        int clients = 40;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try (TestServer site = site().start()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(pool.submit(() -> asked(each)));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(each);
            }
            assertThat(site.get("/healthz").status()).isEqualTo(200);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Asks this often over one connection, and returns how many answers were good. */
    private int asked(int times) throws IOException {
        int good = 0;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            for (int i = 0; i < times; i++) {
                channel.write(StandardCharsets.US_ASCII.encode("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
                ByteBuffer answer = ByteBuffer.allocate(8192);
                String text;
                do {
                    if (channel.read(answer) < 0) {
                        return good;
                    }
                    text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
                } while (!isWhole(text));
                good += text.startsWith("HTTP/1.1 200 ") ? 1 : 0;
            }
        }
        return good;
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        int at = text.indexOf("Content-Length: ");
        if (end < 0 || at < 0) {
            return false;
        }
        int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)));
        return text.length() >= end + 4 + length;
    }
}
