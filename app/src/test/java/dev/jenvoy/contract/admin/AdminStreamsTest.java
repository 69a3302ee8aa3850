package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that clients of server-sent events cannot harm the server. */
class AdminStreamsTest {

    /** The maximum number of streams. */
    private static final int MOST = 64;

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void make() {
        site = TestServer.in(folder).with("response_timeout", "1ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void there_are_only_so_many_clients_and_one_that_leaves_makes_room() throws Exception {
        site.start();
        List<Events> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                Events client = Events.of(site, "/api/live");
                clients.add(client);
                // A beat may come first.
                client.next(event -> event.name().equals("status"));
            }
            try (Events more = Events.of(site, "/api/live")) {
                assertThat(more.status()).isEqualTo(503);
                assertThat(more.head()).contains("Retry-After: 15");
            }
            assertThat(site.admin("/api/status").status()).isEqualTo(200);

            clients.get(0).close();

            Eventually.that(() -> {
                try (Events next = Events.of(site, "/api/live")) {
                    assertThat(next.status()).isEqualTo(200);
                }
            });
        } finally {
            for (Events client : clients) {
                client.close();
            }
        }
    }

    @Test
    void a_client_that_does_not_read_misses_output_and_holds_up_no_hook() throws Exception {
        // More than the client's limit and both sockets' buffers together.
        int printed = 24_000_000;
        site.with("max_output", "32MB")
                .hook(
                        "push",
                        "#!/bin/sh",
                        "while ! [ -e ../go ]; do sleep 0.02; done",
                        "yes 0123456789 | head -c " + printed)
                .start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries/1").json().get("state").getAsString())
                .isEqualTo("running"));
        try (Socket lazy = new Socket()) {
            lazy.setReceiveBufferSize(8_192);
            lazy.setSoTimeout(20_000);
            lazy.connect(new InetSocketAddress("127.0.0.1", site.adminAddress().getPort()));
            lazy.getOutputStream()
                    .write(HookRequest.of("GET", "/api/deliveries/1/live").whole());
            assertThat(lazy.getInputStream().read()).isEqualTo('H');
            Files.createFile(folder.resolve("go"));

            Eventually.that(() -> assertThat(
                            site.admin("/api/deliveries?state=succeeded").json().getAsJsonArray("deliveries"))
                    .hasSize(1));

            assertThat(rest(lazy))
                    .contains("event: finished")
                    .satisfies(all -> assertThat(all.length()).isLessThan(printed / 2));
        }
        assertThat(site.admin("/api/deliveries/1/actions/0/attempts/1/stdout").body())
                .hasSize(printed);
    }

    private static String rest(Socket socket) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(rest);
        } catch (IOException e) {
            // The connection was reset.
            return rest.toString(StandardCharsets.UTF_8);
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_head_request_for_events_is_answered_and_ends() throws Exception {
        site.start();

        try (Wire wire = new Wire(site.adminAddress())) {
            assertThat(wire.send(HookRequest.of("HEAD", "/api/live")).headOnly())
                    .startsWith("HTTP/1.1 200")
                    .contains("text/event-stream");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void a_stop_ends_all_streams() throws Exception {
        site.start();

        try (Events events = Events.of(site, "/api/live")) {
            assertThat(events.next().name()).isEqualTo("status");
            site.stop();
            // A status that was due at that moment may come before the end.
            assertThat(events.rest()).allMatch(event -> event.name().equals("status"));
        }
    }
}
