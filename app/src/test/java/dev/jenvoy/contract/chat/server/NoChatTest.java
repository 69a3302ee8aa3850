package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server without chat pays nothing for it. */
class NoChatTest {

    @TempDir
    Path folder;

    @Test
    void a_server_without_chat_loads_no_class_of_it() throws Exception {
        Path classes = folder.resolve("classes");
        try (ChatSite site = ChatSite.in(folder).configured(false).counting("push")) {
            site.startApart("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes);
            assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
            assertThat(site.send(HookRequest.event("star", Payloads.of("\"action\":\"created\"")))
                            .status())
                    .isEqualTo(200);
            assertThat(site.send(HookRequest.push().target("/repohook")).status())
                    .isEqualTo(404);
            for (String path : List.of("/api/status", "/api/config", "/api/deliveries", "/readyz", "/metrics")) {
                assertThat(site.admin(path).status()).isIn(200, 404);
            }
        }
        List<String> loaded;
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" dev.jenvoy.")).toList();
        }
        assertThat(loaded.stream().filter(line -> line.contains(" dev.jenvoy.app.Server ")))
                .hasSize(1);
        assertThat(loaded.stream().filter(line -> line.contains(" dev.jenvoy.chat.")))
                .isEmpty();
    }
}
