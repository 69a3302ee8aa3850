package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a private repository behind HTTP with a password, and where the token is visible. */
final class MirrorTokenTest {
    private static final String TOKEN = "ghp_d0n0tsh0wthist0ken";

    @TempDir
    private Path scratch;

    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();
    private HttpServer host = bound();

    private static HttpServer bound() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        Component.need("python3");
        Component.need("git");
        GitOrigin origin = GitOrigin.in(scratch);
        GitOrigin.git(origin.bare(), "update-server-info"); // git clones from files that are served unchanged
        host.createContext("/acme/site.git/", exchange -> answer(exchange, origin.bare()));
        host.start();
    }

    @AfterEach
    void stop() {
        host.stop(0);
    }

    private void answer(HttpExchange exchange, Path repository) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given != null && decoded(given).contains(TOKEN)) {
            tokens.incrementAndGet();
        }
        notePrograms();
        if (!"x-access-token:".concat(TOKEN).equals(decoded(String.valueOf(given)))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
        } else {
            admitted.incrementAndGet();
            Path file = repository.resolve(exchange.getRequestURI().getPath().substring("/acme/site.git/".length()));
            byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(bytes.length > 0 ? 200 : 404, bytes.length > 0 ? bytes.length : -1);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String decoded(String authorization) {
        return authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : "";
    }

    /** Records the arguments of every program that runs while git has the token. */
    private void notePrograms() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes.forEach(process -> {
                try {
                    commands.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' '));
                } catch (IOException e) {
                    // Not a process, or one that has just ended.
                }
            });
        } catch (IOException e) {
            // A system without /proc: the other places are still checked.
        }
    }

    private String authority() {
        return "127.0.0.1:" + host.getAddress().getPort();
    }

    private SampleHook hook() {
        return SampleHook.named("push+mirror", scratch)
                .with("HOME", scratch.toString())
                .with("JENVOY_MIRROR_DIR", scratch.resolve("mirrors").toString())
                .with("JENVOY_MIRROR_ALLOW_LOCAL", "1")
                .with("JENVOY_MIRROR_PRIVATE", "1")
                .with("MIRROR_TOKEN", TOKEN)
                .with("MIRROR_TOKEN_HOST", authority());
    }

    private String payload() {
        JsonObject payload = GitOrigin.push("http://" + authority() + "/acme/site.git");
        payload.getAsJsonObject("repository").addProperty("private", true);
        return payload.toString();
    }

    private void assertTokenIsNowhere(SampleHook.Ran ran) throws IOException {
        assertThat(ran.all()).doesNotContain(TOKEN);
        assertThat(commands).noneMatch(command -> command.contains(TOKEN));
        try (Stream<Path> files = Files.walk(scratch.resolve("mirrors"))) {
            List<Path> holding = files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .contains(TOKEN);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
            assertThat(holding).isEmpty();
        }
    }

    @Test
    void the_token_opens_the_repository_and_is_kept_nowhere() throws Exception {
        // A user's own setting that would write the password to a file.
        Path kept = scratch.resolve("kept");
        Files.writeString(scratch.resolve(".gitconfig"), "[credential]\n\thelper = store --file=" + kept + "\n");

        SampleHook.Ran cloned = hook().run("push", payload());
        assertThat(cloned.err()).isEmpty();
        assertThat(cloned.out()).startsWith("mirror: cloned acme/site in ").hasLineCount(1);
        SampleHook.Ran updated = hook().run("push", payload());
        assertThat(updated.out()).startsWith("mirror: updated acme/site in ");

        assertThat(admitted).hasPositiveValue();
        if (Files.isDirectory(Path.of("/proc/self"))) {
            assertThat(commands)
                    .as("git was seen at work")
                    .anyMatch(command -> command.contains("git") && command.contains(authority()));
        }
        assertThat(kept).doesNotExist();
        assertThat(GitOrigin.git(scratch.resolve("mirrors/acme/site.git"), "config", "--get", "remote.origin.url"))
                .isEqualTo("http://" + authority() + "/acme/site.git");
        assertTokenIsNowhere(cloned);
        assertTokenIsNowhere(updated);
    }

    @Test
    void a_hooks_own_options_may_use_the_older_names() throws Exception {
        SampleHook.Ran cloned = hook().with("MIRROR_TOKEN", "")
                .with("MIRROR_TOKEN_HOST", "")
                .with("JENVOY_GIT_TOKEN", TOKEN)
                .with("JENVOY_GIT_TOKEN_HOST", authority())
                .run("push", payload());

        assertThat(cloned.out()).startsWith("mirror: cloned acme/site in ");
        assertTokenIsNowhere(cloned);
    }

    @Test
    void the_token_goes_to_no_other_host() throws Exception {
        SampleHook.Ran ran = hook().with("MIRROR_TOKEN_HOST", "").run("push", payload());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("private, or gone? A token in MIRROR_TOKEN");
        assertThat(tokens).hasValue(0);
        assertTokenIsNowhere(ran);
    }

    @Test
    void a_redirect_does_not_take_the_token_elsewhere() throws Exception {
        HttpServer moved = bound();
        moved.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://" + authority() + exchange.getRequestURI());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        moved.start();
        try {
            String first = "127.0.0.1:" + moved.getAddress().getPort();
            SampleHook.Ran ran = hook().with("MIRROR_TOKEN_HOST", first)
                    .run("push", payload().replace(authority(), first));

            assertThat(ran.code()).isEqualTo(1);
            assertThat(commands).as("nobody came to the second host").isEmpty();
            assertTokenIsNowhere(ran);
        } finally {
            moved.stop(0);
        }
    }

    @Test
    void a_token_that_is_not_accepted_is_reported_without_it() throws Exception {
        SampleHook.Ran ran = hook().with("MIRROR_TOKEN", "wrong" + TOKEN).run("push", payload());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("the token was not accepted").doesNotContain(TOKEN);
        assertThat(admitted).hasValue(0);
    }
}
