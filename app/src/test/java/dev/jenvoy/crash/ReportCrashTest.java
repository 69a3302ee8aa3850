package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A report about a hook that has ended outlives the server that could not write it. */
@Timeout(300)
final class ReportCrashTest {

    private static final String PUSH = """
            {"ref": "refs/heads/main", "after": "%s", "deleted": false,
             "repository": {"name": "site", "full_name": "acme/site", "html_url": "https://github.com/acme/site",
               "owner": {"login": "acme"}}, "sender": {"login": "ann"}}
            """.formatted(ForgeStandIn.SHA);

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void a_kill_between_the_end_of_a_hook_and_its_status_loses_nothing() throws Exception {
        try (GitHubStandIn github = new GitHubStandIn()) {
            github.goDown();
            ServerSite site = new ServerSite(folder)
                    .with("response_timeout", "\"1s\"")
                    .with(
                            "forges",
                            "{\"hosts\": {\"github.com\": {\"api\": \"" + github.address() + "\", \"token\": \""
                                    + ForgeStandIn.TOKEN + "\"}}}")
                    .with(
                            "hooks",
                            "{\"*\": {\"report\": \"status\", \"env\": {\"WITNESS\": \"" + folder.resolve("witness")
                                    + "\"}}}")
                    .hook("push-site", "exit 3\n")
                    .hook(
                            "push",
                            "echo started >>\"$WITNESS/starts\"; while [ ! -e \"$WITNESS/go\" ]; do sleep 0.02; done\n");
            try (ServerProcess server = site.start().serving()) {
                byte[] body = PUSH.getBytes(StandardCharsets.UTF_8);
                assertThat(new SignedSenderClient()
                                .send(server.port(), "one", "push", body, SignedSenderClient.signature(body))
                                .statusCode())
                        .isEqualTo(202);
                await(() -> site.witnessed("starts").size() == 1);
                server.kill();
            }
            github.comeUp();
            try (ServerProcess server = site.start().serving()) {
                await(() -> github.states("jenvoy/push-site").contains("failure"));
                assertThat(github.states("jenvoy/push")).doesNotContain("success");
                assertThat(server.lives()).isTrue();
                site.allow("go");
                await(() -> github.states("jenvoy/push").contains("success"));
                assertThat(github.states("jenvoy/push-site")).endsWith("failure");
            }
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
