package dev.jenvoy.contract.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the options {@code schedule} and {@code catch_up}. */
class ScheduledHookTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() {
        site = TestServer.in(folder)
                .hook("nightly", "#!/bin/sh", "echo \"$JENVOY_SOURCE $JENVOY_EVENT $JENVOY_DELIVERY $(cat)\" >> ../ran")
                .hook("nightly+child", "#!/bin/sh")
                .hook("all", "#!/bin/sh");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private TestServer schedule(String text) {
        return site.with("hooks", Map.of("nightly", Map.of("schedule", text)));
    }

    private TestServer at(Instant time) {
        return site.clock(Clock.fixed(time, ZoneOffset.UTC));
    }

    private JsonArray deliveries() throws Exception {
        return site.admin("/api/deliveries").json().getAsJsonArray("deliveries");
    }

    private void seen() {
        Eventually.that(() -> assertThat(folder.resolve("data/schedules.json")).exists());
    }

    @Test
    void the_hook_alone_runs_at_its_time_with_an_empty_payload() throws Exception {
        schedule("* * * * *");
        at(NOON.plusSeconds(30)).start();
        seen();
        site.stop();
        at(NOON.plusSeconds(65)).start();

        Eventually.that(() -> assertThat(folder.resolve("ran")).exists());
        Eventually.that(() -> assertThat(
                        deliveries().get(0).getAsJsonObject().get("state").getAsString())
                .isEqualTo("succeeded"));
        assertThat(Files.readString(folder.resolve("ran"))).isEqualTo("schedule schedule 2026-03-01T120100Z {}\n");
        JsonObject delivery = deliveries().get(0).getAsJsonObject();
        assertThat(delivery.get("source").getAsString()).isEqualTo("schedule");
        assertThat(delivery.getAsJsonObject("hooks").get("total").getAsInt()).isEqualTo(1);
        assertThat(site.admin("/api/hooks").body()).contains("\"schedule\":\"* * * * *\"", "\"catch_up\":true");
    }

    @Test
    void a_time_that_passed_while_no_server_ran_is_made_up_for_once() throws Exception {
        schedule("0 2 * * *");
        at(NOON).start();
        seen();
        site.stop();
        at(NOON.plus(Duration.ofDays(3))).start();
        Eventually.that(() -> assertThat(folder.resolve("ran")).exists());
        Eventually.that(() -> assertThat(
                        deliveries().get(0).getAsJsonObject().get("state").getAsString())
                .isEqualTo("succeeded"));
        site.stop();

        assertThat(Files.readString(folder.resolve("ran"))).isEqualTo("schedule schedule 2026-03-04T020000Z {}\n");
    }

    @Test
    void a_time_that_the_journal_knows_does_not_run_again() throws Exception {
        schedule("0 2 * * *");
        at(NOON).start();
        seen();
        site.stop();
        Path seenTimes = folder.resolve("data/schedules.json");
        String before = Files.readString(seenTimes);
        at(NOON.plus(Duration.ofDays(1))).start();
        Eventually.that(() -> assertThat(folder.resolve("ran")).exists());
        Eventually.that(() -> assertThat(Files.readString(seenTimes)).isNotEqualTo(before));
        site.stop();

        // As a crash between the acceptance and this record leaves it.
        Files.writeString(seenTimes, before);
        site.start();
        Eventually.that(() -> assertThat(Files.readString(seenTimes)).isNotEqualTo(before));
        assertThat(deliveries()).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("ran"))).hasSize(1);
    }

    private void runOfNightlyAtNoon(String... lines) throws Exception {
        site.hook("nightly", lines);
        schedule("* * * * *");
        at(NOON.plusSeconds(30)).start();
        seen();
        site.stop();
        at(NOON.plusSeconds(65)).start();
        Eventually.that(() -> assertThat(deliveries()).isNotEmpty());
        Eventually.that(() -> assertThat(
                        deliveries().get(0).getAsJsonObject().get("state").getAsString())
                .isNotIn("waiting", "running"));
    }

    @Test
    void the_variables_and_the_condition_of_the_head_count_in_a_run_by_time_and_its_patterns_do_not() throws Exception {
        runOfNightlyAtNoon(
                "#!/bin/sh",
                "# jenvoy: branches = main",
                "# jenvoy: paths = src/**",
                "# jenvoy: when = source == \"schedule\" || payload.commits.size() > 0",
                "# jenvoy: env.WHY = event + (branch == \"\" ? \" by time\" : branch)",
                "echo \"$WHY\" >> ../ran");

        Eventually.that(() -> assertThat(folder.resolve("ran")).hasContent("schedule by time"));
    }

    @Test
    void a_condition_that_is_false_keeps_a_hook_from_running_by_time() throws Exception {
        runOfNightlyAtNoon("#!/bin/sh", "# jenvoy: when = source != \"schedule\"", "echo ran >> ../ran");

        JsonObject delivery = deliveries().get(0).getAsJsonObject();
        assertThat(delivery.getAsJsonObject("hooks").get("total").getAsInt()).isZero();
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_wrong_head_is_the_result_126_of_a_run_by_time_too() throws Exception {
        runOfNightlyAtNoon("#!/bin/sh", "# jenvoy: wen = true", "echo ran >> ../ran");

        JsonObject delivery = deliveries().get(0).getAsJsonObject();
        assertThat(delivery.get("state").getAsString()).isEqualTo("failed");
        assertThat(folder.resolve("ran")).doesNotExist();
    }
}
