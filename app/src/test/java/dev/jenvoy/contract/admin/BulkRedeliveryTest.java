package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests many redeliveries at once, through the real server and real hooks. */
class BulkRedeliveryTest {

    private static final String WAIT = "while [ ! -e ../go ]; do sleep 0.02; done";

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).with("response_timeout", "30s");
    }

    @AfterEach
    void stop() throws IOException {
        go();
        site.close();
    }

    private void go() throws IOException {
        Path go = site.folder().resolve("go");
        if (!Files.exists(go)) {
            Files.createFile(go);
        }
    }

    private void mended() throws IOException {
        Files.createFile(site.folder().resolve("mended"));
    }

    /** Sends deliveries whose hooks fail until they are mended, each of a branch of its own. */
    private void failing(int deliveries) throws IOException {
        for (int i = 1; i <= deliveries; i++) {
            site.send(HookRequest.event("push", Payloads.push("refs/heads/b" + i)));
        }
    }

    private HttpAnswer post(String path, String body) throws IOException {
        return site.admin(HookRequest.of("POST", path)
                .with("Content-Type", "application/json")
                .body(body)
                .framing(HookRequest.Framing.LENGTH));
    }

    private long begin(String query, String body) throws IOException {
        HttpAnswer answer = post("/api/redeliveries" + query, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("bulk").getAsLong();
    }

    private JsonObject bulk(long number) throws IOException {
        return site.admin("/api/redeliveries/" + number).json();
    }

    private JsonObject ended(long number) {
        List<JsonObject> last = new ArrayList<>();
        Eventually.that(() -> {
            JsonObject now = bulk(number);
            assertThat(now.get("state").getAsString()).isNotEqualTo("running");
            last.add(now);
        });
        return last.get(last.size() - 1);
    }

    private int states(String state) throws IOException {
        return site.admin("/api/deliveries?limit=500&state=" + state)
                .json()
                .getAsJsonArray("deliveries")
                .size();
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(site.folder().resolve("ran"));
    }

    @Test
    void all_that_match_run_again_in_their_order_and_the_progress_is_shown() throws Exception {
        site.hook("push", "#!/bin/sh", "[ -e ../mended ] || exit 1", "echo $JENVOY_BRANCH >> ../ran")
                .start();
        failing(6);
        mended();

        JsonObject look =
                post("/api/redeliveries?state=failed", "{\"dry_run\": true}").json();
        assertThat(look.get("total").getAsInt()).isEqualTo(6);
        assertThat(look.getAsJsonArray("deliveries")).hasSize(6);
        assertThat(look.get("stale").getAsInt()).isZero();
        assertThat(look.get("stale_complete").getAsBoolean()).isTrue();
        assertThat(site.admin("/api/redeliveries").json().getAsJsonArray("bulks"))
                .isEmpty();

        JsonObject done = ended(begin("?state=failed", "{\"hooks\": \"failed\"}"));

        assertThat(done.get("state").getAsString()).isEqualTo("done");
        assertThat(done.get("total").getAsInt()).isEqualTo(6);
        assertThat(done.get("begun").getAsInt()).isEqualTo(6);
        assertThat(done.get("succeeded").getAsInt()).isEqualTo(6);
        assertThat(done.get("part").getAsString()).isEqualTo("the failed hooks");
        assertThat(ran()).containsExactlyInAnyOrder("b1", "b2", "b3", "b4", "b5", "b6");
        assertThat(site.admin("/api/deliveries/12")
                        .json()
                        .getAsJsonObject("redelivered_by")
                        .get("part")
                        .getAsString())
                .isEqualTo("the failed hooks");
        // Those that failed have a newer redelivery now, so there is nothing left to do.
        HttpAnswer again = post("/api/redeliveries?state=failed", "{}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getAsJsonObject("left_out").get("newer_attempt").getAsInt())
                .isEqualTo(6);
    }

    @Test
    void a_look_counts_those_that_have_newer_deliveries() throws Exception {
        site.hook("push", "#!/bin/sh", "exit 1").start();
        failing(2);
        failing(1);

        JsonObject look = post("/api/redeliveries", "{\"dry_run\": true, \"entries\": [1, 2, 3]}")
                .json();

        assertThat(look.get("total").getAsInt()).isEqualTo(3);
        assertThat(look.get("stale").getAsInt()).isEqualTo(1);
    }

    @Test
    void what_somebody_selected_runs_again_without_what_cannot() throws Exception {
        site.hook("push", "#!/bin/sh", "echo $JENVOY_BRANCH >> ../ran").start();
        failing(2);
        site.send(HookRequest.event("ping", "{\"zen\": \"x\"}"));
        site.send(HookRequest.event("unheard", Payloads.of("\"a\": 1")));

        // What causes nothing is noted a moment later.
        Eventually.that(() -> assertThat(states("pong,unmatched")).isEqualTo(2));

        HttpAnswer answer = post("/api/redeliveries", "{\"entries\": [2, 1, 2, 3, 4, 99]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("total").getAsInt()).isEqualTo(2);
        assertThat(answer.json().getAsJsonObject("left_out").get("ignored").getAsInt())
                .isEqualTo(2);
        ended(answer.json().get("bulk").getAsLong());

        assertThat(ran()).containsExactlyInAnyOrder("b1", "b2", "b1", "b2");
    }

    @Test
    void a_bulk_lets_what_arrives_go_first() throws Exception {
        site.with("max_concurrent", 4)
                .hook(
                        "push",
                        "#!/bin/sh",
                        "[ -e ../mended ] || exit 1",
                        "case $JENVOY_BRANCH in b*) " + WAIT + ";; esac",
                        "echo $JENVOY_BRANCH >> ../ran")
                .start();
        failing(12);
        mended();
        long bulk = begin("?state=failed", "{}");
        Eventually.that(() -> assertThat(bulk(bulk).get("running").getAsInt()).isEqualTo(1));

        // The bulk holds one of four workers: what arrives is answered at once.
        for (int i = 0; i < 8; i++) {
            HttpAnswer answer = site.send(HookRequest.event("push", Payloads.push("refs/heads/new" + i)));
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(ran()).hasSize(8).allMatch(branch -> branch.startsWith("new"));
        assertThat(bulk(bulk).get("begun").getAsInt()).isEqualTo(1);
        go();

        assertThat(ended(bulk).get("succeeded").getAsInt()).isEqualTo(12);
    }

    @Test
    void a_bulk_begins_nothing_while_an_arrival_waits_for_a_worker() throws Exception {
        site.with("max_concurrent", 4)
                .with("response_timeout", "1ms")
                .hook("push", "#!/bin/sh", "case $JENVOY_BRANCH in new*) " + WAIT + ";; esac", "[ -e ../mended ]")
                .start();
        failing(3);
        Eventually.that(() -> assertThat(states("failed")).isEqualTo(3));
        mended();
        for (int i = 0; i < 6; i++) {
            site.send(HookRequest.event("push", Payloads.push("refs/heads/new" + i)));
        }
        Eventually.that(() -> assertThat(states("queued")).isEqualTo(2));

        long bulk = begin("?state=failed", "{}");
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .until(() -> bulk(bulk).get("begun").getAsInt() == 0);
        go();

        assertThat(ended(bulk).get("succeeded").getAsInt()).isEqualTo(3);
        assertThat(states("queued")).isZero();
    }

    @Test
    void a_cancelled_bulk_begins_no_more_and_what_runs_goes_on() throws Exception {
        site.hook("push", "#!/bin/sh", "[ -e ../mended ] || exit 1", WAIT).start();
        failing(10);
        mended();
        long bulk = begin("?state=failed", "{}");
        Eventually.that(() -> assertThat(bulk(bulk).get("running").getAsInt()).isPositive());

        assertThat(post("/api/redeliveries/" + bulk + "/cancel", "{}").status()).isEqualTo(202);
        assertThat(post("/api/redeliveries/" + bulk + "/cancel", "{}").status()).isEqualTo(409);
        go();
        JsonObject ended = ended(bulk);

        assertThat(ended.get("state").getAsString()).isEqualTo("cancelled");
        int begun = ended.get("begun").getAsInt();
        assertThat(begun).isBetween(1, 4);
        assertThat(ended.getAsJsonObject("left_out").get("cancelled").getAsInt())
                .isEqualTo(10 - begun);
        assertThat(states("succeeded")).isPositive();
    }

    @Test
    void two_bulks_at_once_run_each_delivery_once() throws Exception {
        site.hook("push", "#!/bin/sh", "[ -e ../mended ] || exit 1", "echo $JENVOY_BRANCH >> ../ran")
                .start();
        failing(20);
        mended();

        long one = begin("?state=failed", "{}");
        long other = begin("?state=failed", "{}");
        JsonObject first = ended(one);
        JsonObject second = ended(other);

        assertThat(ran()).doesNotHaveDuplicates().hasSize(20);
        assertThat(first.get("begun").getAsInt() + second.get("begun").getAsInt())
                .isEqualTo(20);
        assertThat(first.get("total").getAsInt() + second.get("total").getAsInt())
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void bulks_take_turns() throws Exception {
        site.with("max_concurrent", 4)
                .hook("push", "#!/bin/sh", "[ -e ../mended ] || exit 1", WAIT, "echo $JENVOY_BRANCH >> ../ran")
                .start();
        failing(6);
        mended();
        begin("", "{\"entries\": [1, 2]}");
        begin("", "{\"entries\": [3, 4]}");
        long last = begin("", "{\"entries\": [5, 6]}");
        go();
        ended(last);

        assertThat(ran()).containsExactly("b1", "b3", "b5", "b2", "b4", "b6");
    }

    @Test
    void a_server_that_stops_ends_its_bulks_and_what_was_accepted_runs() throws Exception {
        site.with("shutdown_timeout", "1ms")
                .hook("push", "#!/bin/sh", "[ -e ../mended ] || exit 1", WAIT, "echo $JENVOY_BRANCH >> ../ran")
                .start();
        failing(10);
        mended();
        long bulk = begin("?state=failed", "{}");
        Eventually.that(() -> assertThat(bulk(bulk).get("running").getAsInt()).isPositive());

        site.stop();
        go();
        site.start();

        Eventually.that(() -> assertThat(states("queued,running")).isZero());
        assertThat(site.admin("/api/redeliveries").json().getAsJsonArray("bulks"))
                .isEmpty();
        assertThat(site.admin("/api/redeliveries/" + bulk).status()).isEqualTo(404);
        assertThat(ran()).hasSizeBetween(1, 4);
    }

    @Test
    void everything_at_once_is_refused_and_so_is_an_odd_request() throws Exception {
        site.start();

        for (Map.Entry<String, String> wrong : List.of(
                Map.entry("", "{}"),
                Map.entry("?state=", "{}"),
                Map.entry("?state=,", "{}"),
                Map.entry("?repo=x", "{}"),
                Map.entry("?limit=5", "{}"),
                Map.entry("?dry_run=true", "{}"),
                Map.entry("?state=failed&dry_run=true", "{}"),
                Map.entry("?state=failed&repo=x", "{}"),
                Map.entry("?state=failed", "{\"entries\": [1]}"),
                Map.entry("", "{\"entries\": []}"),
                Map.entry("", "{\"entries\": [\"x\"]}"),
                Map.entry("", "{\"entries\": [-1]}"),
                Map.entry("", "{\"entries\": 7}"),
                Map.entry("?state=odd", "{}"),
                Map.entry("?state=failed", "{\"hooks\": \"odd\"}"),
                Map.entry("?state=failed", "{\"dry_run\": 1}"),
                Map.entry("?state=failed", "nonsense"))) {
            assertThat(post("/api/redeliveries" + wrong.getKey(), wrong.getValue())
                            .status())
                    .as(wrong.toString())
                    .isEqualTo(400);
        }
        assertThat(post("/api/redeliveries?state=failed", "{}").status()).isEqualTo(409);
        assertThat(site.admin("/api/redeliveries/7").status()).isEqualTo(404);
        String many = IntStream.range(0, 10_001).mapToObj(String::valueOf).collect(Collectors.joining(","));
        HttpAnswer answer = post("/api/redeliveries", "{\"entries\": [" + many + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("entries: expected 1 to 10000 numbers of deliveries");
    }
}
