package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.crash.kit.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the page of a real server that is killed and started again, in a real browser. */
@ExtendWith(Browsing.class)
class PageAwayTest {

    private static final String SAMPLE = "http://127.0.0.1:%d/";

    private Path folder;
    private int port;
    private ServerProcess server;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.folder = folder;
        this.browser = browser;
        port = freePort();
        Path hooks = Files.createDirectories(folder.resolve("hooks"));
        Files.setPosixFilePermissions(
                Files.writeString(hooks.resolve("push-site"), "#!/bin/sh\necho fine\n"),
                PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"http_host\": \"127.0.0.1\", \"http_port\": 0, \"admin_port\": " + port
                        + ", \"allowed_ips\": [\"127.0.0.0/8\"], \"child_hooks\": \"delimited\","
                        + " \"enforce_secret\": \"a-secret-of-a-test-000000\"}");
        server = ServerProcess.startIn(folder, List.of()).serving();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void what_is_shown_is_greyed_while_the_server_is_away_and_navigation_goes_on() throws Exception {
        browser.open(SAMPLE.formatted(port) + "#/setup").sees("[data-sender=github]", "Secret set");
        browser.click("[data-sender=github] button").sees("[data-sender=github]", "Answered");
        browser.open(SAMPLE.formatted(port) + "#/deliveries").sees(".row", "Add a search box");
        assertThat(opacity(".rows")).isEqualTo("1");

        server.kill();

        browser.sees("#away", "The server has not answered since");
        assertThat(browser.texts(".row")).hasSize(1);
        Eventually.that(() -> assertThat(opacity(".rows")).isNotEqualTo("1"));
        browser.screenshot("away-killed");
        // No view stays under the name of another.
        for (String section : new String[] {"overview", "hooks", "refusals", "configuration"}) {
            browser.click("[data-section=" + section + "]");
            Eventually.that(() -> assertThat(browser.texts(".row")).isEmpty());
            Eventually.that(
                    () -> assertThat(browser.text("main h1")).isNotEmpty().isNotEqualTo("Deliveries"));
            browser.sees("main", "cannot be");
        }
        browser.click("[data-section=overview]").sees("h1", "Overview");

        server = ServerProcess.startIn(folder, List.of()).serving();

        browser.sees(".connection", "Live").sees(".tile", "1\ndeliveries").sees(".times", "push-site");
        Eventually.that(() -> assertThat(browser.texts("#away")).isEmpty());
        assertThat(opacity(".tiles")).isEqualTo("1");
        browser.click("[data-section=deliveries]").sees(".row", "Add a search box");
    }

    @Test
    void the_server_can_be_asked_at_once() throws Exception {
        browser.open(SAMPLE.formatted(port) + "#/deliveries").sees(".connection", "Live");
        server.kill();
        browser.sees("#away", "The server has not answered since");

        server = ServerProcess.startIn(folder, List.of()).serving();
        browser.run("document.querySelector('#away button')?.click()");

        browser.sees(".connection", "Live").sees(".guide", "Nothing has arrived yet");
    }

    private Object opacity(String selector) {
        return browser.run("return getComputedStyle(document.querySelector(arguments[0])).opacity", selector);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
