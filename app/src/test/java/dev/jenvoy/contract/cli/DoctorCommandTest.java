package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the diagnoses of {@code doctor} against a real server, a stand-in for GitHub, and a proxy that is not trusted. */
class DoctorCommandTest {

    @TempDir
    private Path folder;

    private TestServer site;
    private ServerSocket github;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void make() throws Exception {
        site = TestServer.in(folder);
        github = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
        github.close();
    }

    /** Answers with a clock that is this much off; the JDK's own server sets the time itself. */
    private void github(Duration off) {
        Thread answers = new Thread(() -> {
            while (!github.isClosed()) {
                try (Socket client = github.accept()) {
                    String head = new BufferedReader(
                                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine();
                    asked.add(head.split(" ")[0]);
                    String date = DateTimeFormatter.RFC_1123_DATE_TIME
                            .withLocale(Locale.ROOT)
                            .format(Instant.now().plus(off).atOffset(ZoneOffset.UTC));
                    client.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nDate: " + date
                                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    return;
                }
            }
        });
        answers.setDaemon(true);
        answers.start();
    }

    private Cli.Ran doctor(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "doctor",
                "--config",
                site.configFile().toString(),
                "--github-meta",
                "http://127.0.0.1:" + github.getLocalPort() + "/meta"));
        all.addAll(Arrays.asList(more));
        return new Cli(folder).with("PATH", System.getenv("PATH")).run(all.toArray(String[]::new));
    }

    private int free() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_healthy_server_has_no_fault_and_answers_a_signed_ping() throws Exception {
        github(Duration.ZERO);
        site.with("http_port", free())
                .with("admin_port", free())
                .with("github_ips_only", false)
                .hook("push", "#!/bin/sh", "true")
                .start();

        Cli.Ran ran = doctor();

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("ok       java ", "ok       disk", "ok       permissions", "ok       hooks          1 hook\n")
                .containsPattern("ok +server +Jenvoy \\S.* runs and accepts deliveries")
                .containsPattern("ok +delivery +a signed ping to http://127.0.0.1:\\d+/ was answered 200")
                .contains("github         not asked: github_ips_only is off", "No fault found.");
        assertThat(asked).isEmpty();
        assertThat(ran.all()).doesNotContain(TestServer.SECRET);
    }

    @Test
    void github_is_asked_as_the_server_asks_it_but_not_offline() throws Exception {
        github(Duration.ZERO);
        site.with("http_port", free()).with("admin_port", free()).start();

        assertThat(doctor().out()).containsPattern("ok +github .* answers").containsPattern("ok +clock +\\d s apart");
        assertThat(asked).containsExactly("HEAD");
        assertThat(doctor("--offline").out()).contains("not asked: --offline");
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_wrong_clock_and_a_github_out_of_reach_are_faults() throws Exception {
        github(Duration.ofHours(2));
        site.with("http_port", free()).with("admin_port", free()).start();

        Cli.Ran wrong = doctor();
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).containsPattern("fault +clock +7\\d\\d\\d s apart");
        github.close();
        Cli.Ran away = doctor();
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.out()).containsPattern("fault +github .* cannot be read");
    }

    @Test
    void without_a_server_its_ports_are_tried() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site.with("http_port", taken.getLocalPort())
                    .with("admin_port", free())
                    .with("github_ips_only", false);
            Files.writeString(site.configFile(), site.json());

            Cli.Ran ran = doctor();

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out())
                    .containsPattern("warning +server +none answers")
                    .containsPattern("fault +ports +http_port " + taken.getLocalPort() + " .* cannot be taken")
                    .containsPattern("ok +ports +admin_port \\d+ is free")
                    .contains("1 fault found.");
        }
    }

    @Test
    void what_check_would_say_is_counted() throws Exception {
        site.with("github_ips_only", false).with("admin_port", free()).with("http_port", free());
        Files.writeString(site.configFile(), site.json().replaceFirst("\\{", "{\"htp_port\": 1,"));
        site.hook("push-site.sh", "#!/bin/sh", "true");
        Files.createDirectories(folder.resolve("data"));
        new ProcessBuilder("chmod", "777", folder.resolve("data").toString())
                .start()
                .waitFor();

        Cli.Ran ran = doctor("--offline", "--json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("htp_port", "\"level\": \"fault\"", "\"subject\": \"permissions\"");
    }

    @Test
    void a_proxy_that_is_not_trusted_is_found() throws Exception {
        site.with("http_port", free())
                .with("admin_port", free())
                .with("github_ips_only", false)
                .start();

        Cli.Ran ran = doctor("--public", site.uri("/").toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("fault +proxy +the server takes requests through \\S+ for requests of 127.0.0.1")
                .contains("trusted_proxies");
    }
}
