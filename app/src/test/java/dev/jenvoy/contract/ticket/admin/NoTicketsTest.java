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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without tickets pays nothing for them, and one without configured endpoints nothing for those. */
class NoTicketsTest {

    @TempDir
    Path folder;

    @Test
    void a_server_without_tickets_loads_no_class_of_them() throws Exception {
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
        List<String> loaded;
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" dev.jenvoy.")).toList();
        }
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.app.Server "));
        assertThat(loaded.stream().filter(line -> line.contains(" dev.jenvoy.ticket.")))
                .isEmpty();
        // What it has not configured besides, in the same process, because to start one is costly.
        assertThat(loaded.stream()
                        .filter(line -> line.contains(" dev.jenvoy.endpoint.configured.")
                                || line.contains(" dev.jenvoy.endpoint.proof.")
                                || line.contains(" dev.jenvoy.expression.")))
                .isEmpty();
    }
}
