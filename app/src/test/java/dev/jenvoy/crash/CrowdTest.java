package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients without a secret, against a server with a small heap or few descriptors: the server stays alive and
 * answers valid deliveries meanwhile. It would end if memory ran out, so no such failure is overlooked.
 */
@Tag("long")
@Timeout(180)
final class CrowdTest {

    private static final String HEAP = "-Xmx64m";
    private static final String END = "-XX:+ExitOnOutOfMemoryError";
    /** It takes two seconds on an idle machine; the limits of clients are thirty. */
    private static final Duration SOON = Duration.ofSeconds(12);

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();
    private final List<Socket> crowd = new ArrayList<>();
    private int sent;

    @AfterEach
    void leave() throws Exception {
        disperse();
        ServerSite.deleteMemory(folder);
    }

    private ServerSite site() throws IOException {
        return new ServerSite(folder).hook("push", "echo good\n");
    }

    private Socket join(ServerProcess server) throws IOException {
        return join(server.port());
    }

    private Socket join(int port) throws IOException {
        Socket socket = new Socket();
        // A client that does not read leaves no room for responses on its own side.
        socket.setReceiveBufferSize(2304);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        crowd.add(socket);
        return socket;
    }

    private void disperse() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        crowd.clear();
    }

    /** Sends to a server that may have closed the connection to make room for others. */
    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server may close it.
            return;
        }
    }

    private void served(ServerProcess server) throws Exception {
        long began = System.nanoTime();
        HttpResponse<String> answer = sender.push(server.port(), "good" + sent++, "site", 20_000);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("good");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    /** Counts them only, because they change meanwhile. */
    private int spooled() {
        String[] files = folder.resolve("data/spool").toFile().list();
        return files == null ? 0 : files.length;
    }

    private static byte[] unsigned(String more) {
        return ("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-GitHub-Event: push\r\n"
                        + "X-Hub-Signature-256: sha256=" + "0".repeat(64) + "\r\n" + more)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int adminPort(ServerProcess server) {
        Matcher dashboard = Pattern.compile("dashboard +http://127\\.0\\.0\\.1:(\\d+)/")
                .matcher(String.join("\n", server.output()));
        assertThat(dashboard.find()).isTrue();
        return Integer.parseInt(dashboard.group(1));
    }

    @Test
    void trailers_that_never_end_do_not_fill_the_heap() throws Exception {
        byte[] trailers = "X-Trailer-Of-Mine: aaaaaaaa\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        byte[] one = "1\r\na\r\n0\r\n".getBytes(StandardCharsets.US_ASCII);
        try (ServerProcess server = site().start(HEAP, END).serving()) {
            served(server);
            List<Socket> listeners = new ArrayList<>();
            for (int client = 0; client < 3; client++) {
                Socket toPublic = join(server.port());
                send(toPublic, unsigned("Transfer-Encoding: chunked\r\n\r\n"));
                listeners.add(toPublic);
                Socket toAdmin = join(adminPort(server));
                send(
                        toAdmin,
                        ("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                listeners.add(toAdmin);
            }
            for (Socket client : listeners) {
                send(client, one);
            }
            for (int megabytes = 0; megabytes < 10; megabytes++) {
                for (Socket client : listeners) {
                    for (int part = 0; part < 4; part++) {
                        send(client, trailers);
                    }
                }
            }
            served(server);
            assertThat(server.lives()).isTrue();
            assertThat(sender.get(adminPort(server), "/api/status").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void bodies_that_never_end_do_not_fill_the_heap() throws Exception {
        try (ServerProcess server = site().start(HEAP, END).serving()) {
            served(server);
            for (int client = 0; client < 150; client++) {
                Socket socket = join(server);
                send(socket, unsigned("Content-Length: 1048576\r\n\r\n"));
                send(socket, new byte[1_040_000]);
                if (client % 25 == 0) {
                    served(server);
                }
            }
            served(server);
            disperse();
            Awaitility.await().until(() -> spooled() == 0);
            served(server);
            assertThat(server.lives()).isTrue();
        }
    }

    @Test
    void heads_that_never_end_do_not_fill_the_heap() throws Exception {
        StringBuilder fields = new StringBuilder();
        for (int field = 0; field < 95; field++) {
            fields.append("X-Filler-")
                    .append(field)
                    .append(": ")
                    .append("a".repeat(140))
                    .append("\r\n");
        }
        byte[] unfinished = unsigned(fields.toString());
        try (ServerProcess server = site().start(HEAP, END).serving()) {
            served(server);
            for (int client = 0; client < 3_000; client++) {
                send(join(server), unfinished);
                if (client % 500 == 0) {
                    served(server);
                }
            }
            served(server);
            assertThat(String.join("\n", server.output()))
                    .contains("requests rejected for lack of room cause=\"connections\"");
            assertThat(sender.get(server.port(), "/readyz").body())
                    .contains("requests were rejected in the last minute for lack of room: too many connections");
            disperse();
            served(server);
            assertThat(server.lives()).isTrue();
        }
    }

    @Test
    void clients_that_read_no_answer_and_clients_that_say_nothing_do_not_use_up_the_descriptors() throws Exception {
        byte[] questions =
                "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII);
        try (ServerProcess server = site().startWithDescriptors(256, HEAP, END).serving()) {
            served(server);
            for (int client = 0; client < 400; client++) {
                Socket socket = join(server);
                if (client % 2 == 0) {
                    send(socket, questions);
                }
                if (client % 50 == 0) {
                    served(server);
                }
            }
            served(server);
            assertThat(server.lives()).isTrue();
        }
    }

    @Test
    void spooled_bodies_that_never_end_do_not_fill_the_disk_or_use_up_the_descriptors() throws Exception {
        byte[] megabytes = new byte[2 << 20];
        try (ServerProcess server = site().startWithDescriptors(256, HEAP, END).serving()) {
            served(server);
            for (int client = 0; client < 60; client++) {
                Socket socket = join(server);
                send(socket, unsigned("Content-Length: 3000000\r\n\r\n"));
                send(socket, megabytes);
                if (client % 10 == 0) {
                    served(server);
                }
            }
            served(server);
            assertThat(spooled()).isLessThanOrEqualTo(32);
            // Stalled bodies are broken off when another needs their room, long before their own time is up.
            AtomicInteger number = new AtomicInteger();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> sender.push(server.port(), "large-" + number.incrementAndGet(), "site", 3_000_000)
                                    .statusCode()
                            == 200);
            disperse();
            Awaitility.await().until(() -> spooled() == 0);
        }
    }
}
