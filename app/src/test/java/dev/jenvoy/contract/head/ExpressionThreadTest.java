package dev.jenvoy.contract.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library of expressions takes a second to load: it is not loaded by a thread that serves connections. */
class ExpressionThreadTest {

    private static final Pattern LOADED = Pattern.compile("^\\[(\\d+)\\s*\\] dev\\.cel\\..*");

    @TempDir
    Path folder;

    private Path classes;

    private ServerLog serving(TestServer site) throws Exception {
        classes = folder.resolve("classes");
        site.write(site.json());
        return ServerLog.start(site.configFile(), "JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes + ":tid");
    }

    private static void push(ServerLog process, HookRequest request, int status) throws Exception {
        try (Wire wire = new Wire(process.address())) {
            assertThat(wire.send(request).answer().status()).isEqualTo(status);
        }
    }

    /** Returns the names of the threads that loaded the library. */
    private Set<String> loaders() throws IOException {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.map(LOADED::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .distinct()
                    .map(ExpressionThreadTest::name)
                    .collect(Collectors.toSet());
        }
    }

    private static String name(String thread) {
        try {
            return Files.readString(Path.of("/proc", thread, "comm")).strip();
        } catch (IOException e) {
            // A thread of connections lives as long as the server.
            return "ended";
        }
    }

    @Test
    void the_first_head_with_an_expression_is_read_elsewhere() throws Exception {
        TestServer site = TestServer.in(folder).with("debug_level", "INFO").hook("push", "#!/bin/sh", "# no head");
        try (ServerLog process = serving(site)) {
            push(process, HookRequest.push(), 200);
            assertThat(loaders()).isEmpty();
            // In place: the folder does not change.
            Files.writeString(site.hooks().resolve("push"), "#!/bin/sh\n# jenvoy: when = repo == 'site'\n");
            push(process, HookRequest.push(), 200);

            assertThat(loaders()).isNotEmpty().noneMatch(name -> name.contains("I/O"));
        }
    }

    @Test
    void the_first_endpoint_with_an_expression_is_read_elsewhere() throws Exception {
        TestServer site = TestServer.in(folder).with("debug_level", "INFO").hook("push", "#!/bin/sh");
        try (ServerLog process = serving(site)) {
            push(process, HookRequest.push(), 200);
            assertThat(loaders()).isEmpty();
            site.with(
                    "endpoints",
                    Map.of("thing", Map.of("proof", "none", "repository", "payload.name", "body", "json")));
            site.write(site.json());
            push(process, HookRequest.push(), 200);

            Eventually.that(() ->
                    assertThat(List.copyOf(process.lines())).anyMatch(line -> line.contains("configuration changed")));
            assertThat(loaders()).isNotEmpty().noneMatch(name -> name.contains("I/O"));
        }
    }
}
