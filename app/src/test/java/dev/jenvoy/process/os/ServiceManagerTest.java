package dev.jenvoy.process.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.TestServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, received by a socket of Python, since Java has no such sockets. */
@Timeout(60)
final class ServiceManagerTest {

    private static final String RECEIVER = """
            import socket, sys
            name = sys.argv[1]
            receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            receiver.bind("\\0" + name[1:] if name.startswith("@") else name)
            print("bound", flush=True)
            while True:
                print(receiver.recv(1000).decode(), flush=True)
            """;

    @TempDir
    private Path folder;

    private void hears(String name) throws Exception {
        Process python = new ProcessBuilder("python3", "-c", RECEIVER, name)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader heard = python.inputReader(StandardCharsets.UTF_8)) {
            assertThat(heard.readLine()).isEqualTo("bound");
            TestServer site = TestServer.in(folder.resolve("site")).variable("NOTIFY_SOCKET", name);
            try (TestServer server = site.start()) {
                assertThat(heard.readLine()).isEqualTo("READY=1");
                assertThat(server.get("/healthz").status()).isEqualTo(200);
            }
            assertThat(heard.readLine()).isEqualTo("STOPPING=1");
        } finally {
            python.destroyForcibly();
        }
    }

    @Test
    void a_manager_hears_that_the_server_listens_and_that_it_stops() throws Exception {
        hears(folder.resolve("notify").toString());
    }

    @Test
    void an_abstract_socket_is_reached_too() throws Exception {
        hears("@jenvoy-test-" + UUID.randomUUID());
    }

    @Test
    void without_a_manager_none_is_told_and_a_missing_one_is_a_reason() {
        assertThat(ServiceManager.of(Map.of())).isEmpty();
        assertThat(ServiceManager.of(Map.of("NOTIFY_SOCKET", "nowhere"))).isEmpty();
        Optional<ServiceManager> gone =
                ServiceManager.of(Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString()));
        assertThat(gone.orElseThrow().ready()).contains("sendto: error 2");
    }
}
