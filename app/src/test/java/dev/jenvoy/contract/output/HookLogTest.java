package dev.jenvoy.contract.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the logs of real hooks through the admin API: their order and times, what is kept of long ones, hostile ones. */
class HookLogTest {

    private static final String LOG = "/api/deliveries/1/actions/0/attempts/1/log";
    private static final int MB = 1 << 20;

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void make() {
        site = TestServer.in(folder).with("response_timeout", "50ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void run(String... script) throws Exception {
        site.hook("push", script).start();
        site.send(HookRequest.push());
    }

    private JsonObject ended() {
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries/1").json().get("state").getAsString())
                .isIn("succeeded", "failed"));
        try {
            return attempts().get(0).getAsJsonObject().getAsJsonObject("outcome");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonArray attempts() throws IOException {
        return site.admin("/api/deliveries/1")
                .json()
                .getAsJsonArray("actions")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("attempts");
    }

    private List<JsonObject> pieces(String query) throws IOException {
        HttpAnswer answer = site.admin(LOG + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private String text(String query) throws IOException {
        return site.admin(LOG + "?format=text" + query).body();
    }

    private static String texts(List<JsonObject> pieces, String stream) {
        return pieces.stream()
                .filter(piece ->
                        piece.has("stream") && piece.get("stream").getAsString().equals(stream))
                .map(piece -> piece.get("text").getAsString())
                .collect(Collectors.joining());
    }

    /** Checks that the pieces follow each other without a gap, and returns where they end. */
    private static long whole(List<JsonObject> pieces) {
        long next = 0;
        for (JsonObject piece : pieces) {
            assertThat(piece.get("from").getAsLong()).isEqualTo(next);
            next = piece.get("next").getAsLong();
        }
        return next;
    }

    @Test
    void both_streams_come_in_their_order_with_times() throws Exception {
        run(
                "#!/bin/sh",
                "echo one; sleep 0.1",
                "echo two >&2; sleep 0.1",
                "printf 'thr'; sleep 0.1; echo four >&2; sleep 0.1; echo ee");
        JsonObject outcome = ended();

        List<JsonObject> pieces = pieces("");
        assertThat(pieces)
                .extracting(
                        piece -> piece.get("stream").getAsString(),
                        piece -> piece.get("text").getAsString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stdout", "one\n"),
                        org.assertj.core.groups.Tuple.tuple("stderr", "two\n"),
                        org.assertj.core.groups.Tuple.tuple("stdout", "thr"),
                        org.assertj.core.groups.Tuple.tuple("stderr", "four\n"),
                        org.assertj.core.groups.Tuple.tuple("stdout", "ee\n"));
        List<Long> times =
                pieces.stream().map(piece -> piece.get("ms").getAsLong()).toList();
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(80L, 5_000L);
        }
        assertThat(text("&stream=stdout")).isEqualTo("one\nthree\n");
        assertThat(text("&stream=stderr")).isEqualTo("two\nfour\n");
        assertThat(text("")).isEqualTo("one\ntwo\nthrfour\nee\n");
        assertThat(text("&from=4")).startsWith("two\n");
        assertThat(outcome.get("stdout").getAsString()).isEqualTo("one\nthree\n");
        assertThat(outcome.getAsJsonObject("log").get("printed").getAsInt()).isEqualTo(19);
        assertThat(outcome.getAsJsonObject("log").get("omitted").getAsInt()).isZero();
    }

    @Test
    void wrong_parameters_are_refused_and_unknown_attempts_are_not_found() throws Exception {
        run("#!/bin/sh", "echo x");
        ended();

        assertThat(site.admin(LOG + "?format=xml").error()).isEqualTo("format: expected json or text");
        assertThat(site.admin(LOG + "?stream=stdin").status()).isEqualTo(400);
        assertThat(site.admin(LOG + "?from=-1").status()).isEqualTo(400);
        assertThat(site.admin("/api/deliveries/1/actions/0/attempts/2/log").status())
                .isEqualTo(404);
        assertThat(site.admin("/api/deliveries/1/actions/1/attempts/1/log").status())
                .isEqualTo(404);
        assertThat(site.admin("/api/deliveries/2/actions/0/attempts/1/log").status())
                .isEqualTo(404);
        assertThat(pieces("?from=2")).isEmpty();
        assertThat(site.admin(LOG + "?format=text&download").field("Content-Disposition"))
                .isEqualTo("attachment; filename=\"push-1-1.txt\"");
        assertThat(site.admin(LOG + "?format=text&stream=stderr&download").field("Content-Disposition"))
                .contains("push-1-1.stderr.txt");
    }

    @Test
    void a_hook_without_output_has_an_empty_log() throws Exception {
        run("#!/bin/sh", "true");

        assertThat(ended().has("log")).isFalse();
        assertThat(pieces("")).isEmpty();
        assertThat(text("")).isEmpty();
    }

    @Test
    void the_log_of_a_running_hook_can_be_read_and_continued() throws Exception {
        run("#!/bin/sh", "echo early", "while ! [ -e ../go ]; do sleep 0.02; done", "echo late >&2");
        Eventually.that(() -> assertThat(texts(pieces(""), "stdout")).isEqualTo("early\n"));
        long next = whole(pieces(""));
        Files.createFile(folder.resolve("go"));
        ended();

        assertThat(texts(pieces("?from=" + next), "stderr")).isEqualTo("late\n");
        assertThat(texts(pieces("?from=" + next), "stdout")).isEmpty();
    }

    @Test
    void a_hundred_megabytes_keep_their_beginning_and_their_end() throws Exception {
        run(
                "#!/bin/sh",
                "echo begun",
                "echo begun too >&2",
                "yes 0123456789abcde | head -c 100M",
                "echo the reason >&2",
                "exit 3");
        JsonObject outcome = ended();

        List<JsonObject> pieces = pieces("");
        assertThat(whole(pieces)).isEqualTo(100L * MB + "begun\nbegun too\nthe reason\n".length());
        assertThat(pieces).filteredOn(piece -> piece.has("omitted")).hasSize(1);
        assertThat(texts(pieces, "stdout")).startsWith("begun\n0123456789abcde\n");
        assertThat(texts(pieces, "stderr")).isEqualTo("begun too\nthe reason\n");
        long beginning = pieces.stream()
                .takeWhile(piece -> !piece.has("omitted"))
                .mapToLong(piece -> piece.get("next").getAsLong())
                .max()
                .orElseThrow();
        assertThat(beginning).isBetween(MB / 5L, MB / 4L);
        assertThat(texts(pieces, "stdout").length()).isBetween(MB - 100_000, MB);
        String text = text("");
        assertThat(text)
                .containsOnlyOnce(" omitted …\n")
                .contains("\n… 99.0 MB omitted …\n")
                .endsWith("the reason\n");
        // The answer's own limit and its own words.
        assertThat(outcome.get("truncated").getAsBoolean()).isTrue();
        assertThat(outcome.get("stdout").getAsString())
                .contains(" bytes omitted]\n")
                .hasSizeBetween(65_536, 65_600);
        assertThat(outcome.get("stderr").getAsString()).isEqualTo("begun too\nthe reason\n");
        assertThat(outcome.getAsJsonObject("log").get("omitted").getAsLong()).isGreaterThan(98L * MB);
    }

    @Test
    void fifty_megabytes_without_a_line_end_are_one_line() throws Exception {
        run("#!/bin/sh", "head -c 50M /dev/zero | tr '\\0' x");
        ended();

        assertThat(text("")).matches("(?s)x+\n… 49\\.0 MB omitted …\nx+").hasSizeLessThan(MB + 100);
    }

    @Test
    void a_million_lines_end_with_the_last() throws Exception {
        run("#!/bin/sh", "seq 1000000");
        ended();

        assertThat(text("").lines().toList()).startsWith("1", "2", "3").endsWith("999999", "1000000");
    }

    @Test
    void a_log_that_fits_is_kept_byte_for_byte() throws Exception {
        run("#!/bin/sh", "seq 100000; seq 50000 >&2");
        JsonObject outcome = ended();

        assertThat(outcome.getAsJsonObject("log").get("omitted").getAsInt()).isZero();
        assertThat(text("&stream=stdout").lines()).hasSize(100_000).endsWith("100000");
        assertThat(text("&stream=stderr").lines()).hasSize(50_000).endsWith("50000");
        assertThat(site.admin("/api/deliveries/1/actions/0/attempts/1/stderr").body())
                .hasLineCount(50_000);
    }

    @Test
    void nul_bytes_and_what_is_no_text_are_shown_as_such() throws Exception {
        run("#!/bin/sh", "printf 'a\\000b\\377c\\360\\237\\230'");
        ended();

        assertThat(texts(pieces(""), "stdout")).isEqualTo("a\0b\ufffdc");
        assertThat(text("")).isEqualTo("a\0b\ufffdc\ufffd");
    }

    @Test
    void no_character_is_cut_where_a_part_is_omitted() throws Exception {
        for (int shift = 0; shift < 4; shift++) {
            site.hook(
                    "push+" + shift,
                    "#!/bin/sh",
                    "printf '" + "x".repeat(shift) + "'",
                    "yes '\u00e4\u20ac\ud83d\ude00' | tr -d '\\n' | head -c 299997");
        }
        site.with("max_output", "64KB").start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries/1").json().get("state").getAsString())
                .isEqualTo("succeeded"));

        for (int position = 0; position < 4; position++) {
            String text = site.admin("/api/deliveries/1/actions/" + position + "/attempts/1/log?format=text")
                    .body();
            assertThat(text).contains("omitted").doesNotContain("\ufffd");
        }
    }

    @Test
    void interleaved_streams_stay_in_order() throws Exception {
        run(
                "#!/usr/bin/env python3",
                "import os, time",
                "for i in range(300):",
                "    os.write(1 + i % 2, b'%d\\n' % i)",
                "    time.sleep(0.008)");
        ended();

        List<Integer> numbers = new ArrayList<>();
        text("").lines().forEach(line -> numbers.add(Integer.valueOf(line)));
        assertThat(numbers).hasSize(300);
        long exchanged = 0;
        for (int i = 1; i < numbers.size(); i++) {
            exchanged += numbers.get(i) < numbers.get(i - 1) ? 1 : 0;
        }
        // On a busy machine, the server may read two lines at once.
        assertThat(exchanged).isLessThan(30);
        assertThat(text("&stream=stderr").lines())
                .hasSize(150)
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void answers_have_their_own_limit_also_of_a_single_hook() throws Exception {
        site.with("answer_output", "1KB")
                .with("response_timeout", "8s")
                .with("hooks", Map.of("push+2", Map.of("answer_output", "2KB"), "push+3", Map.of("max_output", "100B")))
                .hook("push", "#!/bin/sh", "seq 10000")
                .hook("push+1", "#!/bin/sh", "# jenvoy: answer_output = 4KB", "seq 10000")
                .hook("push+2", "#!/bin/sh", "seq 10000")
                .hook("push+3", "#!/bin/sh", "seq 10000")
                .start();

        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.stdout("push")).contains("[47870 bytes omitted]\n").hasSizeBetween(1024 + 22, 1024 + 23);
        assertThat(answer.stdout("push+1")).hasSizeBetween(4096 + 22, 4096 + 23);
        assertThat(answer.stdout("push+2")).hasSizeBetween(2048 + 22, 2048 + 23);
        assertThat(answer.stdout("push+3")).hasSizeBetween(100 + 22, 100 + 23);
        assertThat(answer.hook("push").get("truncated").getAsBoolean()).isTrue();
        assertThat(text("")).hasLineCount(10_000);
    }

    @Test
    void a_client_that_follows_gets_all_of_a_long_output_in_order() throws Exception {
        run("#!/bin/sh", "while ! [ -e ../go ]; do sleep 0.02; done", "seq 100000; seq 3 >&2");
        try (Events events = Events.of(site, "/api/deliveries/1/live")) {
            events.next(event -> event.name().equals("snapshot"));
            Files.createFile(folder.resolve("go"));
            List<JsonObject> pieces = new ArrayList<>();
            events.next(event -> {
                if (event.name().equals("output")) {
                    pieces.add(event.data());
                }
                return event.name().equals("ended");
            });

            // A client that reads slowly reads the rest itself.
            pieces.addAll(pieces("?from=" + whole(pieces)));

            assertThat(whole(pieces)).isEqualTo(588_895 + 6);
            assertThat(texts(pieces, "stdout").lines()).hasSize(100_000);
            assertThat(texts(pieces, "stderr")).isEqualTo("1\n2\n3\n");
        }
    }

    @Test
    void a_server_that_starts_again_has_the_logs() throws Exception {
        run("#!/bin/sh", "echo short; seq 100000");
        ended();
        String before = text("");
        site.stop();
        site.start();

        assertThat(text("")).isEqualTo(before).hasLineCount(100_001);
        assertThat(pieces("").get(0).get("ms").getAsLong()).isNotNegative();
    }

    @Test
    void nothing_of_long_outputs_is_left_beside_the_journal() throws Exception {
        run("#!/bin/sh", "seq 100000");
        ended();

        try (var files = Files.walk(folder.resolve("data/runs"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void ids_and_their_beginnings_name_a_delivery_in_every_path() throws Exception {
        String id = "39962e01-5089-45fb-aef5-168cf5ff478c";
        site.hook("push", "#!/bin/sh", "echo x").start();
        site.send(HookRequest.push().with("X-GitHub-Delivery", id));
        site.send(HookRequest.push().with("X-GitHub-Delivery", "39962e01-other"));
        ended();

        for (String name : List.of("1", id, "39962e01-5")) {
            assertThat(site.admin("/api/deliveries/" + name).json().get("entry").getAsInt())
                    .isEqualTo(1);
            assertThat(site.admin("/api/deliveries/" + name + "/actions/0/attempts/1/log?format=text")
                            .body())
                    .isEqualTo("x\n");
        }
        assertThat(site.admin("/api/deliveries/39962e01").status()).isEqualTo(409);
        assertThat(site.admin("/api/deliveries/39962e01").error())
                .isEqualTo("2 deliveries have ids that begin with 39962e01: give more characters");
        assertThat(site.admin("/api/deliveries/399").status()).isEqualTo(404);
        assertThat(site.admin("/api/deliveries/nothing-like-it").status()).isEqualTo(404);
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/39962e01-5/redeliver")
                                .with("Content-Type", "application/json")
                                .body("{}"))
                        .status())
                .isEqualTo(202);
    }
}
