package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that only a head asks for is not silently left out. */
class HeadReportLogTest {

    @TempDir
    Path folder;

    @Test
    void the_log_says_at_the_start_that_there_is_no_token_for_the_report_of_a_head() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                TestServer site = TestServer.in(folder)
                        .with("debug_level", "WARNING")
                        .hook("push", "#!/bin/sh", "# jenvoy: report = status")
                        .start()) {
            assertThat(site.hooks()).isNotEmptyDirectory();
            Eventually.that(() -> assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN warning about hooks")
                            && line.contains("asked for in the head of push")));
        }
    }

    @Test
    void the_log_says_so_too_of_a_head_that_is_younger_than_the_server_and_only_once() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                TestServer site = TestServer.in(folder)
                        .with("debug_level", "WARNING")
                        .hook("push", "#!/bin/sh")
                        .start()) {
            assertThat(site.send(ReportSite.push()).status()).isEqualTo(200);
            site.hook("push", "#!/bin/sh", "# jenvoy: report = status");
            assertThat(site.send(ReportSite.push()).status()).isEqualTo(200);
            assertThat(site.send(ReportSite.push()).status()).isEqualTo(200);

            assertThat(log.lines().stream().filter(line -> line.startsWith("WARN no report: its head asks for one")))
                    .singleElement()
                    .asString()
                    .endsWith("hook=push");
        }
    }
}
