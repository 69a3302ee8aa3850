package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.log.LogOptions;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.response.WebOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LiveConfigTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "\"enforce_secret\": \"the secret it began with\"";

    @TempDir
    Path temp;

    private final ToldClock clock = new ToldClock(START);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("jenvoy.config");
    private final List<Config> told = new ArrayList<>();
    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of("HOOK_SECRET", ConfigFolder.SECRET));
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private LiveConfig start(String json) {
        folder.config(json);
        return new LiveConfig(folder.file(), (LoadResult.Loaded) folder.file().load(), clock, told::add);
    }

    private List<String> log() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Puts a file in place with the modification time that the test clock shows. */
    private void write(String name, String text) throws IOException {
        Files.setLastModifiedTime(folder.write(name, text), FileTime.from(clock.instant()));
    }

    @Test
    void a_change_takes_effect_with_the_next_request() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        assertThat(live.get().get(WebOptions.GROUP).returnScriptsInfo()).isTrue();

        write("config.json", "{" + SECRET + ", \"return_scripts_info\": false, \"debug_level\": \"DEBUG\"}");

        assertThat(live.get().get(WebOptions.GROUP).returnScriptsInfo()).isFalse();
        assertThat(told)
                .extracting(config -> config.get(LogOptions.GROUP).level())
                .containsExactly(dev.jenvoy.log.Level.DEBUG);
        assertThat(log())
                .containsExactly("INFO configuration changed file=" + folder.config()
                        + " keys=[return_scripts_info, debug_level]");
    }

    @Test
    void a_file_that_is_put_in_place_by_a_move_counts_as_changed() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        live.get();
        Path next = folder.write("next", "{" + SECRET + ", \"http_port\": 5000, \"max_backlog\": 7}");

        Files.move(next, folder.config(), StandardCopyOption.ATOMIC_MOVE);

        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(7);
    }

    @Test
    void quiet_files_give_the_very_same_configuration_without_reading() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        write("config.json", "{" + SECRET + ", \"max_backlog\": 7}");
        clock.pass(Duration.ofSeconds(3));
        Config seen = live.get();

        assertThat(live.get()).isSameAs(seen);
    }

    @Test
    void a_change_within_the_clock_tick_of_another_is_seen() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        FileTime tick = FileTime.from(clock.instant());
        write("config.json", "{" + SECRET + ", \"max_backlog\": 1}");
        clock.pass(Duration.ofSeconds(1));
        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(1);

        Files.writeString(folder.config(), "{" + SECRET + ", \"max_backlog\": 2}");
        Files.setLastModifiedTime(folder.config(), tick);
        clock.pass(Duration.ofSeconds(60));

        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"max_backlog\": 0}",
                "{\"max_backlog\": 9",
                "[]",
                "{\"enforce_secret\": \"env:NOT_SET\"}"
            })
    void a_broken_file_changes_nothing_and_is_told_once(String broken) throws IOException {
        LiveConfig live = start("{" + SECRET + ", \"max_backlog\": 7}");
        live.get();

        write("config.json", broken);
        for (int i = 0; i < 5; i++) {
            assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(7);
        }

        assertThat(live.isBroken()).isTrue();
        assertThat(live.problems()).anyMatch(problem -> problem.isError() && problem.line() == 1);
        assertThat(log())
                .filteredOn(line -> line.startsWith("ERROR configuration not used"))
                .hasSize(1);

        write("config.json", "{" + SECRET + ", \"max_backlog\": 8}");
        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(8);
        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(8);
        assertThat(live.problems()).isEmpty();
        assertThat(log())
                .filteredOn(line -> line.startsWith("INFO configuration is good again"))
                .hasSize(1);
    }

    @Test
    void a_missing_file_changes_nothing_and_is_found_again() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        Config before = live.get();

        Files.delete(folder.config());
        assertThat(live.get()).isSameAs(before);
        assertThat(live.get()).isSameAs(before);
        assertThat(live.problems())
                .extracting(Problem::message)
                .containsExactly("no configuration: there is no such file");
        assertThat(log()).hasSize(1);

        write("config.json", "{" + SECRET + "}");
        assertThat(live.get()).isEqualTo(before);
        assertThat(live.problems()).isEmpty();
        assertThat(log()).hasSize(2);
    }

    @Test
    void a_file_that_becomes_another_broken_one_is_told_again() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        write("config.json", "{");
        live.get();
        write("config.json", "{\n");
        live.get();

        assertThat(log()).hasSize(2).last().asString().contains("line 2, column 1");
    }

    @Test
    void a_secret_is_exchanged_live() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");

        write("config.json", "{\"enforce_secret\": [\"the secret it goes on with\", \"the secret it began with\"]}");
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).hasSize(2);
        write("config.json", "{\"enforce_secret\": \"the secret it goes on with\"}");
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it goes on with");
        assertThat(live.problems()).isEmpty();
        assertThat(log()).noneMatch(line -> line.contains("goes on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"max_backlog\": 7}", "{\"max_backlog\": 7, \"enforce_secret\": \"\"}"})
    void the_last_secret_is_not_removed_live_while_the_rest_takes_effect(String without) throws IOException {
        LiveConfig live = start("{" + SECRET + "}");

        write("config.json", without);

        for (int i = 0; i < 3; i++) {
            assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it began with");
            assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(7);
        }
        assertThat(live.problems())
                .extracting(problem -> problem.key() + ": " + problem.message())
                .containsExactly("enforce_secret: its removal takes a restart; until then the old one stays in force");
        assertThat(log())
                .filteredOn(line -> line.contains("its removal takes a restart"))
                .hasSize(1);

        write("config.json", "{\"enforce_secret\": \"the secret it goes on with\"}");
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it goes on with");
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void a_variable_whose_secret_stays_in_force_is_still_not_handed_on() throws IOException {
        LiveConfig live = start("{\"enforce_secret\": \"env:HOOK_SECRET\"}");

        write("config.json", "{\"env_pass\": [\"*\"]}");

        assertThat(live.get().passes("ANYTHING")).isTrue();
        assertThat(live.get().passes("HOOK_SECRET")).isFalse();
    }

    @Test
    void the_admin_token_is_exchanged_but_not_removed_live() throws IOException {
        LiveConfig live = start("{" + SECRET + ", \"admin_token\": \"the token it began with\"}");

        write("config.json", "{" + SECRET + ", \"admin_token\": \"the token it goes on with\"}");
        assertThat(live.get().get(AdminListenerOptions.GROUP).token().contains("the token it goes on with"))
                .isTrue();
        write("config.json", "{" + SECRET + "}");
        assertThat(live.get().get(AdminListenerOptions.GROUP).token().contains("the token it goes on with"))
                .isTrue();
        assertThat(live.problems()).extracting(Problem::key).containsExactly("admin_token");
    }

    @ParameterizedTest
    @CsvSource({
        "http_host, '\"192.0.2.1\"'",
        "http_port, 5003",
        "admin_host, '\"::1\"'",
        "admin_port, 5002",
        "data_path, '\"other\"'",
        "endpoint_key, '\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"'"
    })
    void where_the_server_listens_and_keeps_its_data_takes_a_restart(String key, String value) throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        Config before = live.get();

        write("config.json", "{" + SECRET + ", \"" + key + "\": " + value + "}");

        assertThat(live.get()).isEqualTo(before);
        assertThat(live.problems())
                .extracting(Problem::key, Problem::line, Problem::column, Problem::isError)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(key, 1, SECRET.length() + key.length() + 8, false));
        assertThat(log()).singleElement().asString().startsWith("WARN").contains(key, "takes a restart");
        assertThat(told).isEmpty();

        write("config.json", "{" + SECRET + "}");
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void a_secret_in_a_file_of_its_own_is_followed() throws IOException {
        folder.write("secret", "the secret it began with\n");
        LiveConfig live = start("{\"enforce_secret\": \"file:secret\"}");
        clock.pass(Duration.ofDays(36_500));
        live.get();

        folder.write("secret", "the secret it goes on with\n");
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it goes on with");

        Files.delete(temp.resolve("secret"));
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it goes on with");
        assertThat(live.problems()).extracting(Problem::key).containsExactly("enforce_secret");

        folder.write("secret", "the third secret there is\n");
        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the third secret there is");
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void a_link_that_is_swung_to_another_file_is_followed() throws IOException {
        folder.write("one/secret", "the secret it began with");
        folder.write("two/secret", "the secret it goes on with");
        Files.createSymbolicLink(temp.resolve("current"), Path.of("one"));
        LiveConfig live = start("{\"enforce_secret\": \"file:current/secret\"}");
        live.get();

        Files.createSymbolicLink(temp.resolve("next"), Path.of("two"));
        Files.move(temp.resolve("next"), temp.resolve("current"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(live.get().get(GitHubOptions.GROUP).secrets()).containsExactly("the secret it goes on with");
    }

    @Test
    void a_listener_that_fails_does_not_stop_the_request() throws IOException {
        folder.config("{" + SECRET + "}");
        LiveConfig live =
                new LiveConfig(folder.file(), (LoadResult.Loaded) folder.file().load(), clock, config -> {
                    throw new IllegalStateException("told to fail");
                });

        write("config.json", "{" + SECRET + ", \"max_backlog\": 7}");

        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(7);
    }

    @Test
    void many_requests_at_once_see_one_change_once_and_in_full() throws Exception {
        LiveConfig live = start("{" + SECRET + "}");
        live.get();
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Config>> seen = new ArrayList<>();
            write("config.json", "{" + SECRET + ", \"max_backlog\": 7, \"max_concurrent\": 7}");
            Callable<Config> request = () -> {
                go.await();
                return live.get();
            };
            for (int i = 0; i < threads; i++) {
                seen.add(pool.submit(request));
            }
            go.countDown();
            for (Future<Config> config : seen) {
                assertThat(config.get(10, TimeUnit.SECONDS)
                                .get(DispatchOptions.GROUP)
                                .maxBacklog())
                        .isEqualTo(7);
                assertThat(config.get(10, TimeUnit.SECONDS)
                                .get(DispatchOptions.GROUP)
                                .maxConcurrent())
                        .isEqualTo(7);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void no_request_waits_for_long_for_a_reading_that_is_stuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        folder.config("{" + SECRET + "}");
        LiveConfig live =
                new LiveConfig(folder.file(), (LoadResult.Loaded) folder.file().load(), clock, config -> {
                    stuck.countDown();
                    awaitQuietly(release);
                });
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            write("config.json", "{" + SECRET + ", \"max_backlog\": 7}");
            Future<Config> first = pool.submit(live::get);
            assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
            write("config.json", "{" + SECRET + ", \"max_backlog\": 8}");

            assertThat(pool.submit(live::get)
                            .get(10, TimeUnit.SECONDS)
                            .get(DispatchOptions.GROUP)
                            .maxBacklog())
                    .isEqualTo(7);
            assertThat(first.get(10, TimeUnit.SECONDS)
                            .get(DispatchOptions.GROUP)
                            .maxBacklog())
                    .isEqualTo(7);

            release.countDown();
            assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(8);
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void a_change_is_read_by_a_thread_of_its_own() throws IOException {
        folder.config("{" + SECRET + "}");
        List<String> readers = new CopyOnWriteArrayList<>();
        LiveConfig live =
                new LiveConfig(folder.file(), (LoadResult.Loaded) folder.file().load(), clock, config -> {
                    readers.add(Thread.currentThread().getName());
                });
        write("config.json", "{" + SECRET + ", \"max_backlog\": 7}");

        assertThat(live.get().get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(7);
        assertThat(readers).containsExactly("configuration");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_interrupted_request_gets_the_configuration_and_stays_interrupted() throws IOException {
        LiveConfig live = start("{" + SECRET + "}");
        live.get();
        write("config.json", "{" + SECRET + ", \"max_backlog\": 7}");

        Thread.currentThread().interrupt();
        Config config = live.get();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(config.get(DispatchOptions.GROUP).maxBacklog()).isEqualTo(1000);
    }
}
