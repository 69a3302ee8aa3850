package dev.jenvoy.contract.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests hooks that run after the others of their delivery, by the result of those (the option {@code on}). */
class ConcludingHookTest {

    private static final String REPORT = "cat; echo; echo \"$JENVOY_RESULT $2 $(head -c 1 \"$1\")\"";

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() {
        site = TestServer.in(folder)
                .with(
                        "hooks",
                        Map.of(
                                "push+failure", Map.of("on", "failure"),
                                "push+success", Map.of("on", "success"),
                                "push+always", Map.of("on", "always"),
                                "push-site", Map.of("concurrency", "parallel")))
                .hook("push+failure", "#!/bin/sh", REPORT)
                .hook("push+success", "#!/bin/sh", REPORT)
                .hook("push+always", "#!/bin/sh", REPORT)
                .hook("all", "#!/bin/sh", "echo all");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static JsonObject report(HttpAnswer answer, String hook) {
        return JsonParser.parseString(answer.stdout(hook).lines().findFirst().orElseThrow())
                .getAsJsonObject();
    }

    private static String error(HttpAnswer answer, String hook) {
        return answer.json().getAsJsonObject(hook).get("error").getAsString();
    }

    @Test
    void they_run_last_and_read_what_the_others_came_to() throws Exception {
        site.hook("push-site", "#!/bin/sh", "echo out; echo err >&2; exit 3").start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.json().keySet())
                .containsExactly("push-site", "all", "push+always", "push+failure", "push+success");
        JsonObject report = report(answer, "push+failure");
        assertThat(report.get("result").getAsString()).isEqualTo("failure");
        JsonArray actions = report.getAsJsonArray("actions");
        assertThat(actions).hasSize(2);
        assertThat(actions.get(0).toString())
                .isEqualTo("{\"kind\":\"hook\",\"name\":\"push-site\",\"status\":\"failed\",\"returncode\":3,"
                        + "\"stdout\":\"out\\n\",\"stderr\":\"err\\n\",\"truncated\":false}");
        assertThat(answer.stdout("push+failure")).endsWith("\nfailure push {\n");
        assertThat(answer.stdout("push+always")).endsWith("\nfailure push {\n");
        assertThat(error(answer, "push+success")).isEqualTo("skipped: it runs on success, and the result is failure");
    }

    @Test
    void what_is_skipped_is_shown_as_skipped_and_is_no_failure() throws Exception {
        site.with("failed_hook_status", 500).start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.stdout("push+success")).contains("\"result\":\"success\"");
        JsonObject delivery = site.admin("/api/deliveries/1").json();
        assertThat(delivery.get("state").getAsString()).isEqualTo("succeeded");
        assertThat(delivery.getAsJsonObject("hooks").toString())
                .isEqualTo("{\"total\":4,\"ended\":4,\"failed\":0,"
                        + "\"states\":[\"succeeded\",\"succeeded\",\"skipped\",\"succeeded\"],"
                        + "\"names\":[\"all\",\"push+always\",\"push+failure\",\"push+success\"]}");
        JsonObject skipped = delivery.getAsJsonArray("actions").get(2).getAsJsonObject();
        assertThat(skipped.get("name").getAsString()).isEqualTo("push+failure");
        assertThat(skipped.get("state").getAsString()).isEqualTo("dropped");
        assertThat(site.admin("/metrics").body()).doesNotContain("hook=\"push+failure\"");
    }

    @ParameterizedTest
    @CsvSource({"failure,1", "success,0"})
    void without_other_actions_the_result_is_success(String condition, int skipped) throws Exception {
        Files.delete(site.hooks().resolve("all"));
        site.with("hooks", Map.of("push+*", Map.of("on", condition))).start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getAsJsonObject("push+always").has("error")).isEqualTo(skipped == 1);
    }

    @Test
    void the_failure_of_one_counts_for_the_delivery_and_not_for_the_next() throws Exception {
        site.with("failed_hook_status", 500)
                .hook("push+always", "#!/bin/sh", "exit 1")
                .start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.stdout("push+success")).endsWith("\nsuccess push {\n");
    }

    @Test
    void after_a_stop_the_outcomes_come_from_the_journal() throws Exception {
        site.with("shutdown_timeout", "0s")
                .with("response_timeout", "1ms")
                .hook("push-site", "#!/bin/sh", "echo before; exit 3")
                .hook(
                        "push+failure",
                        "#!/bin/sh",
                        "[ -e ../again ] && cat > ../report && exit 0",
                        "touch ../begun; exec sleep 60")
                .start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(folder.resolve("begun")).exists());
        site.stop();
        Files.createFile(folder.resolve("again"));
        site.start();
        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries/1").json().get("state").getAsString())
                .isEqualTo("failed"));

        assertThat(Files.readString(folder.resolve("report")))
                .startsWith("{\"result\":\"failure\"")
                .contains("\"stdout\":\"before\\n\"");
    }

    @Test
    void a_redelivery_runs_them_after_the_others_again() throws Exception {
        site.hook("push-site", "#!/bin/sh", "[ \"$JENVOY_ATTEMPT\" = 2 ]").start();
        HookRequest push = HookRequest.push();
        assertThat(site.send(push).stdout("push+failure")).endsWith("\nfailure push {\n");

        HttpAnswer again = site.send(push);
        assertThat(again.stdout("push+success")).endsWith("\nsuccess push {\n");
        assertThat(error(again, "push+failure")).startsWith("skipped: it runs on failure");
    }

    @Test
    void the_explanation_and_the_list_of_hooks_say_it() throws Exception {
        site.start();
        assertThat(site.admin("/api/explain?event=push&repository=acme/site").body())
                .containsSubsequence("\"all\"", "\"push+always\"", "\"on\":\"always\"");
        assertThat(site.admin("/api/hooks").body()).contains("\"on\":\"failure\"");
    }
}
