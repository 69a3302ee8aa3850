package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub reports a new branch in a push, and in another event too if the webhook has that: it is said once either way. */
class NewBranchTest {

    private static final String REPOSITORY =
            "\"repository\": {\"name\": \"site\", \"full_name\": \"acme/site\", \"owner\": {\"login\": \"acme\"}},"
                    + " \"sender\": {\"login\": \"alice\"}";

    private final WebhookStandIn program = new WebhookStandIn();
    private ChatSite site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = ChatSite.in(folder).webhook("log", program).route("log", "*").start();
    }

    @AfterEach
    void close() {
        site.close();
        program.close();
    }

    private void push(String branch) throws Exception {
        site.send(HookRequest.event(
                "push",
                "{\"ref\": \"refs/heads/" + branch + "\", \"created\": true, \"before\": \"" + "0".repeat(40)
                        + "\", \"after\": \"" + "1".repeat(40) + "\", \"commits\": [], " + REPOSITORY + "}"));
    }

    private void create(String branch) throws Exception {
        site.send(HookRequest.event(
                "create", "{\"ref\": \"" + branch + "\", \"ref_type\": \"branch\", " + REPOSITORY + "}"));
    }

    private List<String> texts() {
        return program.messages().stream()
                .map(message -> message.get("text").getAsString())
                .toList();
    }

    @Test
    void a_webhook_with_pushes_alone_tells_of_it_and_one_with_both_tells_of_it_once() throws Exception {
        push("alone");
        create("first");
        push("first");
        push("second");
        create("second");
        create("last");

        Eventually.that(() -> assertThat(texts()).hasSize(4));
        assertThat(texts().get(0)).contains("alone");
        assertThat(texts().get(1)).contains("first");
        assertThat(texts().get(2)).contains("second");
        assertThat(texts().get(3)).contains("last");
    }
}
