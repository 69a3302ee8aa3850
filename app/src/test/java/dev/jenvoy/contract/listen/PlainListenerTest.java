package dev.jenvoy.contract.listen;

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

/** A server without TLS and without sockets pays nothing for them. */
class PlainListenerTest {

    @TempDir
    private Path folder;

    @Test
    void a_server_without_them_loads_no_class_of_tls_or_sockets() throws Exception {
        Path classes = folder.resolve("classes");
        TestServer site = TestServer.in(folder).with("debug_level", "INFO").hook("push", "#!/bin/sh");
        site.write(site.json());
        try (ServerLog process =
                ServerLog.start(site.configFile(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes)) {
            try (Wire wire = new Wire(process.address())) {
                assertThat(wire.send(HookRequest.push()).answer().status()).isEqualTo(200);
                assertThat(wire.send(HookRequest.of("GET", "/readyz")).answer().status())
                        .isEqualTo(200);
            }
            try (Wire wire = new Wire(process.adminAddress())) {
                assertThat(wire.send(HookRequest.of("GET", "/api/config"))
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
        }
        List<String> loaded;
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" dev.jenvoy.") || line.contains(" io.undertow.protocols.ssl."))
                    .toList();
        }
        assertThat(loaded).anyMatch(line -> line.contains(" dev.jenvoy.web.PublicListener "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" dev.jenvoy.web.tls."))
                .noneMatch(line -> line.contains(" dev.jenvoy.web.socket."))
                .noneMatch(line -> line.contains(" io.undertow.protocols.ssl.UndertowXnioSsl"));
    }
}
