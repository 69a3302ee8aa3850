package dev.jenvoy.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.machine.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A socket that systemd opened, passed on by its own program systemd-socket-activate. */
@Timeout(120)
class ActivationTest {

    private static final Duration UNTIL_STARTED = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Starts to listen for a server, which is started as the launcher starts it: with the socket as standard input. */
    private Path activate(TestServer site, String... listen) throws IOException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of("systemd-socket-activate"));
        command.addAll(List.of(listen));
        command.addAll(List.of("sh", "-c", "exec \"$@\" <&3 3<&-", "sh"));
        command.addAll(JavaProcess.running(
                "dev.jenvoy.cli.Main", "serve", "--config", site.configFile().toString()));
        started.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        return log;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void the_first_client_starts_the_server_and_is_served() throws Exception {
        int port = freePort();
        TestServer site = TestServer.in(folder.resolve("site"))
                .with("debug_level", "INFO")
                .hook("push", "#!/bin/sh", "echo deployed");
        site.write(site.json());
        Path log = activate(site, "--listen=127.0.0.1:" + port);

        Eventually.within(
                UNTIL_STARTED,
                () -> assertThatCode(() -> {
                            try (Wire wire = new Wire(new InetSocketAddress("127.0.0.1", port))) {
                                assertThat(wire.send(HookRequest.push())
                                                .answer()
                                                .body())
                                        .contains("deployed");
                            }
                        })
                        // Nothing listens before the program that starts the server does.
                        .doesNotThrowAnyException());
        assertThat(Files.readString(log)).contains("listening address=/127.0.0.1:" + port);
        // The address counts as that of any TCP client: loopback is allowed.
        try (Wire wire = new Wire(new InetSocketAddress("127.0.0.1", port))) {
            for (int i = 0; i < 20; i++) {
                assertThat(wire.send(HookRequest.push()).answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void tls_is_spoken_on_a_passed_port() throws Exception {
        int port = freePort();
        Certificates certificates = new Certificates(folder.resolve("authority"));
        certificates.make("one", "ec", 90);
        TestServer site = TestServer.in(folder.resolve("site"))
                .with(
                        "tls",
                        java.util.Map.of(
                                "certificate", certificates.chain("one").toString(),
                                "key", certificates.key("one").toString()));
        site.write(site.json());
        activate(site, "--listen=127.0.0.1:" + port);

        Programs programs = new Programs(folder);
        Programs.Ran ran = programs.curl(
                "--retry",
                "20",
                "--retry-delay",
                "1",
                "--retry-all-errors",
                "--cacert",
                certificates.root().toString(),
                "https://localhost:" + port + "/healthz");
        assertThat(ran.text()).endsWith("status=200");
    }

    @Test
    void a_passed_unix_socket_is_served_beside_the_port() throws Exception {
        Path socket = folder.resolve("s");
        TestServer site = TestServer.in(folder.resolve("site")).with("debug_level", "INFO");
        site.write(site.json());
        Path log = activate(site, "--listen=" + socket);

        Programs programs = new Programs(folder);
        Programs.Ran ran = programs.curl(
                "--retry",
                "20",
                "--retry-delay",
                "1",
                "--retry-all-errors",
                "--max-time",
                "40",
                "--unix-socket",
                socket.toString(),
                "http://localhost/healthz");
        assertThat(ran.text()).as(Files.readString(log)).endsWith("status=200");
        assertThat(Files.readString(log)).containsPattern("listening address=/127.0.0.1:[0-9]+");
    }
}
