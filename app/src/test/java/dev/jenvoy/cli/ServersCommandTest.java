package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code jenvoy servers} prints of a server's answer. */
final class ServersCommandTest {

    private static final String TWO = """
        {"number": 7, "standing": "full", "servers": [
          {"number": 7, "name": "one", "machine": "m1", "roles": ["intake", "worker"], "state": "live", "leader": true,
           "this": true, "beat_ms": 0, "patience_ms": 40000, "places": 8, "busy": 3, "waiting": 2, "version": "0.1.0",
           "schema": 1, "same_hooks": true, "same_config": true},
          {"number": 9, "name": "two", "machine": "m2", "roles": ["worker"], "state": "leaving", "leader": false,
           "this": false, "beat_ms": 12400, "patience_ms": 40000, "places": 4, "busy": 0, "waiting": 0, "version": "0.1.1",
           "schema": 1, "same_hooks": false, "same_config": false}],
         "problems": ["server 9 has other hooks than this one"],
         "oldest_snapshot": {"age_ms": 64000, "application": "pg_dump", "user": "backup", "process": 4711}}
        """;

    @TempDir
    Path folder;

    private HttpServer server;
    private int status = 200;
    private String answer = TWO;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/servers", exchange -> {
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Cli.Ran run(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "servers";
        all[1] = "--url";
        all[2] = "http://127.0.0.1:" + server.getAddress().getPort();
        System.arraycopy(options, 0, all, 3, options.length);
        return new Cli(folder).run(all);
    }

    @Test
    void a_row_has_the_state_of_a_server_and_in_what_it_differs() {
        Cli.Ran ran = run();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .anyMatch(line -> line.matches("7 \\* +one .*intake\\+worker, leads +live +0 s +3/8 +2 .*"))
                .anyMatch(line -> line.matches("9 +two .*worker +leaving +12 s +0/4 +0 .*hooks, config *"))
                .contains("Problem: server 9 has other hooks than this one")
                .contains("Oldest snapshot: 64 s, application pg_dump, user backup, process 4711");
    }

    @Test
    void programs_get_the_answer_as_it_is() {
        Cli.Ran ran = run("--json");

        assertThat(ran.code()).isZero();
        assertThat(JsonParser.parseString(ran.out())).isEqualTo(JsonParser.parseString(TWO));
    }

    @Test
    void a_server_with_a_journal_of_its_own_says_so() {
        status = 404;
        answer = "{\"error\": \"this server has a journal of its own: the configuration has no \\\"journal\\\"\"}";

        Cli.Ran ran = run();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("this server has a journal of its own");
    }
}
