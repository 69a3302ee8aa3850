package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code send --fail} ends as the hooks did, as far as the answer says. */
class SendFailTest {

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).hook("push-site-main", "#!/bin/sh", "true");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran send(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(
                new String[] {
                    "send",
                    "--url",
                    site.uri("/").toString(),
                    "-c",
                    site.configFile().toString()
                },
                0,
                all,
                0,
                5);
        System.arraycopy(more, 0, all, 5, more.length);
        return new Cli(site.folder()).run(all);
    }

    @Test
    void it_succeeds_if_all_hooks_did_or_none_ran() throws Exception {
        site.start();

        assertThat(send("--fail").code()).isZero();
        assertThat(send("ping", "--fail").code()).isZero();
        assertThat(send("--fail", "--branch", "other").code()).isZero();
    }

    @Test
    void a_failed_hook_counts_only_with_the_option() throws Exception {
        site.hook("push-site", "#!/bin/sh", "exit 3").start();

        Cli.Ran ran = send("--fail");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("jenvoy: --fail: push-site failed\n");
        assertThat(send().code()).isZero();
    }

    @Test
    void hooks_that_still_run_are_no_success() throws Exception {
        site.with("response_timeout", "1ms")
                .hook("push", "#!/bin/sh", "sleep 600")
                .start();

        Cli.Ran ran = send("--fail");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("still run");
    }

    @Test
    void another_answer_is_a_failure_either_way() throws Exception {
        site.start();

        Cli.Ran ran = send("--fail", "--secret", "wrong");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("--fail: the answer is 403");
    }
}
