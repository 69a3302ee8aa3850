package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.page.Browser;
import dev.jenvoy.contract.page.Browsing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A delivery is superseded, in every place that shows its state, if one of its hooks made room for a newer one and the
 * others succeeded.
 */
@ExtendWith(Browsing.class)
class SupersededTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private TestServer site;

    /** Sends three deliveries: the first holds the branch, the third supersedes the second. */
    @BeforeEach
    void send() throws Exception {
        site = TestServer.in(folder)
                .with("response_timeout", "1ms")
                .with("hooks", Map.of("push-site-main", Map.of("concurrency", "latest")))
                .hook("push-site-main", "#!/bin/sh", "touch ../begun", "until [ -e ../go ]; do sleep 0.02; done")
                .hook("push", "#!/bin/sh", "true")
                .start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(folder.resolve("begun")).exists());
        site.send(HookRequest.push());
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(site.admin("/api/deliveries/2")
                        .json()
                        .getAsJsonObject("hooks")
                        .get("ended")
                        .getAsInt())
                .isEqualTo(1));
        Files.createFile(folder.resolve("go"));
        Eventually.that(() -> assertThat(state(3)).isEqualTo("succeeded"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String state(long entry) throws Exception {
        return site.admin("/api/deliveries/" + entry).json().get("state").getAsString();
    }

    @Test
    void in_the_api_its_filter_its_counts_and_the_metrics() throws Exception {
        assertThat(state(2)).isEqualTo("superseded");
        JsonArray found = site.admin("/api/deliveries?state=superseded").json().getAsJsonArray("deliveries");
        assertThat(found).hasSize(1);
        JsonObject hooks = found.get(0).getAsJsonObject().getAsJsonObject("hooks");
        assertThat(hooks.toString())
                .isEqualTo("{\"total\":2,\"ended\":2,\"failed\":0,\"states\":[\"superseded\",\"succeeded\"],"
                        + "\"names\":[\"push-site-main\",\"push\"]}");
        assertThat(site.admin("/api/deliveries?state=succeeded").json().getAsJsonArray("deliveries"))
                .hasSize(2);
        JsonObject counted = site.admin("/api/overview?hours=720")
                .json()
                .getAsJsonArray("deliveries")
                .get(0)
                .getAsJsonObject();
        assertThat(counted.get("superseded").getAsInt()).isEqualTo(1);
        assertThat(site.admin("/metrics").body())
                .contains("jenvoy_deliveries_total{event=\"push\",outcome=\"superseded\",source=\"github\"} 1.0");
    }

    @Test
    void on_the_command_line() {
        Cli.Ran ran = new Cli(elsewhere)
                .run(
                        "deliveries",
                        "list",
                        "--state",
                        "superseded",
                        "--url",
                        "http://127.0.0.1:" + site.adminAddress().getPort());

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("superseded").doesNotContain("succeeded");
    }

    @Test
    void on_the_page(Browser browser) {
        browser.open(site, "deliveries?state=superseded").sees(".row .c-state", "Partly superseded");
        assertThat(browser.texts(".row .c-hooks")).containsExactly("1 of 2 superseded");
        assertThat(browser.run("return [...document.querySelectorAll('.dots i')].map((i) => i.className).join(' ')"))
                .isEqualTo("wait good");
        browser.screenshot("superseded");
        browser.open(site, "overview").sees(".legend", "Superseded 1").sees(".legend", "Succeeded 2");
    }
}
