package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server without tickets pays nothing for them, nor for heads of hooks, schedules, configured endpoints or a database that it
 * does not have.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoTicketsTest {

    @TempDir
    static Path folder;

    private List<String> loaded;

    @BeforeAll
    void run() throws Exception {
        Path classes = folder.resolve("classes");
        TestServer site = TestServer.in(folder).with("debug_level", "INFO").hook("release", "#!/bin/sh");
        site.write(site.json());
        try (ServerLog process =
                ServerLog.start(site.configFile(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes)) {
            try (Wire wire = new Wire(process.address())) {
                assertThat(wire.send(TrackedServer.release(7, "SOC-1")).answer().status())
                        .isEqualTo(200);
            }
            for (String path :
                    List.of("/api/status", "/api/config", "/api/deliveries/1", "/api/tickets", "/readyz", "/metrics")) {
                try (Wire wire = new Wire(process.adminAddress())) {
                    assertThat(wire.send(HookRequest.of("GET", path)).answer().status())
                            .as(path)
                            .isEqualTo(path.equals("/api/tickets") || path.equals("/readyz") ? 404 : 200);
                }
            }
        }
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" dev.jenvoy.")
                            || line.contains(" dev.cel.")
                            || line.contains(" org.postgresql.")
                            || line.contains(" com.zaxxer."))
                    .toList();
        }
    }

    @Test
    void a_server_without_heads_loads_no_class_of_expressions() {
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.hook.run.HookKind "));
        assertThat(loaded.stream()
                        .filter(line -> line.contains(" dev.cel.") || line.contains(" dev.jenvoy.expression.")))
                .isEmpty();
    }

    @Test
    void a_server_without_tickets_loads_no_class_of_them() {
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.app.Server "));
        assertThat(loaded.stream().filter(line -> line.contains(" dev.jenvoy.ticket.")))
                .isEmpty();
        assertThat(loaded.stream()
                        .filter(line -> line.contains(" dev.jenvoy.schedule.")
                                || line.contains(" dev.jenvoy.hook.schedule.Cron")))
                .as("no hook has a schedule")
                .isEmpty();
        // What it has not configured besides, in the same process, because to start one is costly.
        assertThat(loaded.stream()
                        .filter(line -> line.contains(" dev.jenvoy.endpoint.configured.")
                                || line.contains(" dev.jenvoy.endpoint.proof.")
                                || line.contains(" dev.jenvoy.expression.")))
                .isEmpty();
    }

    @Test
    void a_server_alone_loads_no_class_for_a_database() {
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.store.sqlite.SqliteStore "));
        assertThat(loaded.stream()
                        .filter(line -> line.contains(" org.postgresql.")
                                || line.contains(" com.zaxxer.")
                                || line.contains(".postgres.")))
                .isEmpty();
    }
}
