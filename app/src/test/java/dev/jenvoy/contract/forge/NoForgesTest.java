package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without forges pays nothing for them, also where hooks want reports. */
class NoForgesTest {

    @TempDir
    Path folder;

    @Test
    void a_server_without_forges_loads_no_class_of_them() throws Exception {
        Path classes = folder.resolve("classes");
        TestServer site = TestServer.in(folder)
                .with("debug_level", "INFO")
                .hook("push", "#!/bin/sh", "# jenvoy: report = comment")
                .with("hooks", Map.of("push", Map.of("report", "status comment")));
        site.write(site.json());
        try (ServerLog process =
                ServerLog.start(site.configFile(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes)) {
            try (Wire wire = new Wire(process.address())) {
                assertThat(wire.send(ReportSite.push()).answer().status()).isEqualTo(200);
            }
            for (String path : List.of("/api/status", "/api/config", "/api/forges", "/metrics")) {
                try (Wire wire = new Wire(process.adminAddress())) {
                    assertThat(wire.send(HookRequest.of("GET", path)).answer().status())
                            .as(path)
                            .isEqualTo(path.equals("/api/forges") ? 404 : 200);
                }
            }
        }
        List<String> loaded;
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" dev.jenvoy.")).toList();
        }
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.app.Server "));
        assertThat(loaded.stream().filter(line -> line.contains(" dev.jenvoy.forge.")))
                .isEmpty();
    }
}
