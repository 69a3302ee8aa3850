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
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which hooks a redelivery runs, through the real server and real hooks. */
class RedeliveryPartTest {

    private TestServer site;

    /** Hooks that write their name and attempt into a file beside the hooks folder. */
    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        String note = "echo \"${0##*/} $JENVOY_ATTEMPT\" >> ../ran";
        site = TestServer.in(folder)
                .with(
                        "hooks",
                        Map.of(
                                "push+notify", Map.of("on", "failure"),
                                "push+thanks", Map.of("on", "success")))
                .hook("push+1", "#!/bin/sh", note)
                .hook("push+2", "#!/bin/sh", note, "[ -e ../mended ]")
                .hook("push+3", "#!/bin/sh", note)
                .hook("push+notify", "#!/bin/sh", note)
                .hook("push+thanks", "#!/bin/sh", note)
                .start();
        site.send(HookRequest.push());
        assertThat(ran()).containsExactly("push+1 1", "push+2 1", "push+3 1", "push+notify 1");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Returns what has run since the last call. */
    private List<String> ran() throws IOException {
        Path file = site.folder().resolve("ran");
        List<String> lines = Files.readAllLines(file);
        Files.delete(file);
        return lines;
    }

    private HttpAnswer redeliver(int entry, String body) throws IOException {
        return site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/redeliver")
                .with("Content-Type", "application/json")
                .body(body)
                .framing(HookRequest.Framing.LENGTH));
    }

    private JsonObject ended(HttpAnswer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String path = "/api/deliveries/" + answer.json().get("entry").getAsLong();
        Eventually.that(() -> assertThat(site.admin(path).json().has("ended")).isTrue());
        return site.admin(path).json();
    }

    private static List<String> names(JsonObject delivery) {
        return StreamSupport.stream(delivery.getAsJsonArray("actions").spliterator(), false)
                .map(action -> action.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    @Test
    void all_hooks_run_without_a_choice_and_with_hooks_all() throws Exception {
        assertThat(ended(redeliver(1, "{}")).get("state").getAsString()).isEqualTo("failed");
        assertThat(ran()).containsExactly("push+1 2", "push+2 2", "push+3 2", "push+notify 2");
        ended(redeliver(1, "{\"hooks\": \"all\"}"));
        assertThat(ran()).containsExactly("push+1 3", "push+2 3", "push+3 3", "push+notify 3");
    }

    @Test
    void failed_hooks_run_alone_with_those_that_follow_by_their_result() throws Exception {
        JsonObject again = ended(redeliver(1, "{\"hooks\": \"failed\"}"));
        assertThat(ran()).containsExactly("push+2 2", "push+notify 2");
        assertThat(again.get("state").getAsString()).isEqualTo("failed");
        assertThat(again.getAsJsonObject("redelivered_by").get("part").getAsString())
                .isEqualTo("the failed hooks");

        Files.createFile(site.folder().resolve("mended"));
        JsonObject mended = ended(redeliver(2, "{\"hooks\": \"failed\"}"));
        assertThat(ran()).containsExactly("push+2 3", "push+thanks 1");
        assertThat(mended.get("state").getAsString()).isEqualTo("succeeded");
        assertThat(mended.get("attempt").getAsInt()).isEqualTo(3);

        HttpAnswer nothing = redeliver(3, "{\"hooks\": \"failed\"}");
        assertThat(nothing.status()).isEqualTo(409);
        assertThat(nothing.error()).isEqualTo("no hook that failed in this delivery matches it now");
    }

    @Test
    void one_hook_runs_alone_and_its_attempts_go_on_over_deliveries_without_it() throws Exception {
        JsonObject one = ended(redeliver(1, "{\"hook\": \"push+3\"}"));
        assertThat(ran()).containsExactly("push+3 2");
        assertThat(names(one)).containsExactly("push+3");
        assertThat(one.get("state").getAsString()).isEqualTo("succeeded");
        ended(redeliver(1, "{\"hook\": \"push+1\"}"));
        assertThat(ran()).containsExactly("push+1 2");
        ended(redeliver(1, "{\"hook\": \"push+3\"}"));
        assertThat(ran()).containsExactly("push+3 3");
    }

    @Test
    void a_hook_with_a_condition_runs_when_it_is_asked_for_by_name() throws Exception {
        ended(redeliver(1, "{\"hook\": \"push+notify\"}"));
        assertThat(ran()).containsExactly("push+notify 2");
        ended(redeliver(1, "{\"hook\": \"push+thanks\"}"));
        assertThat(ran()).containsExactly("push+thanks 1");
    }

    @Test
    void hooks_run_from_one_on() throws Exception {
        ended(redeliver(1, "{\"from\": \"push+2\"}"));
        assertThat(ran()).containsExactly("push+2 2", "push+3 2", "push+notify 2");
        JsonObject last = ended(redeliver(1, "{\"from\": \"push+3\"}"));
        assertThat(ran()).containsExactly("push+3 3", "push+thanks 1");
        assertThat(last.getAsJsonObject("redelivered_by").get("part").getAsString())
                .isEqualTo("the hooks from push+3 on");
    }

    @Test
    void a_hook_that_does_not_match_and_an_odd_choice_run_nothing() throws Exception {
        assertThat(redeliver(1, "{\"hook\": \"push+9\"}").status()).isEqualTo(409);
        assertThat(redeliver(1, "{\"from\": \"../etc\"}").error())
                .isEqualTo("this hook does not match the delivery now");
        for (String wrong : List.of(
                "{\"hooks\": \"some\"}",
                "{\"hook\": 7}",
                "{\"hook\": \"\"}",
                "{\"hook\": \"push+1\", \"from\": \"push+1\"}",
                "[]",
                "nonsense")) {
            assertThat(redeliver(1, wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(site.folder().resolve("ran")).doesNotExist();
    }

    @Test
    void newer_deliveries_of_the_same_branch_are_counted_and_redeliveries_are_not() throws Exception {
        assertThat(site.admin("/api/deliveries/1/redeliver").json().get("newer").getAsInt())
                .isZero();
        site.send(HookRequest.push());
        site.send(HookRequest.push());
        site.send(HookRequest.event("push", Payloads.push("refs/heads/other")));
        ended(redeliver(1, "{}"));
        ended(redeliver(2, "{}"));

        JsonObject first = site.admin("/api/deliveries/1/redeliver").json();
        assertThat(first.get("newer").getAsInt()).isEqualTo(2);
        assertThat(first.get("age_ms").getAsLong()).isNotNegative();
        assertThat(site.admin("/api/deliveries/4/redeliver").json().get("newer").getAsInt())
                .isZero();
        assertThat(site.admin("/api/deliveries/99/redeliver").status()).isEqualTo(404);
    }
}
