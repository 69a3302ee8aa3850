package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.senders.BitbucketServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request about many branches starts the hooks of each, and costs little more than one branch. */
class ManyBranchesTest {

    private static final String SECRET = "planted-bitbucket-secret-61d0";

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() {
        site = TestServer.in(folder).sender("bitbucket", Map.of("secret", SECRET));
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("go"), "");
        site.close();
    }

    /** Creates a push of these references, with a payload of at least this size. */
    private static HookRequest push(Stream<String> refs, int size) {
        String changes = refs.map(ref -> "{\"refId\":\"" + ref
                        + "\",\"toHash\":\"178864a7d521b6f5e720b386b2c2b0ef8563e0dc\",\"type\":\"ADD\"}")
                .collect(Collectors.joining(","));
        String json = "{\"repository\":{\"slug\":\"site\",\"project\":{\"key\":\"ACME\"}},\"changes\":[" + changes
                + "],\"padding\":\"" + "x".repeat(size) + "\"}";
        byte[] body = HookRequest.bytes(json);
        return BitbucketServerKit.event("repo:refs_changed", UUID.randomUUID().toString(), body)
                .with("X-Hub-Signature", "sha256=" + HookRequest.hmac("HmacSHA256", SECRET, body));
    }

    private static Stream<String> branches(int count) {
        return IntStream.range(0, count).mapToObj(n -> "refs/heads/b" + n);
    }

    private static Stream<String> tags(int count) {
        return IntStream.range(0, count).mapToObj(n -> "refs/tags/v" + n);
    }

    private int files(String name) throws IOException {
        Path below = folder.resolve("data").resolve(name);
        if (!Files.isDirectory(below)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(below)) {
            return (int) all.count();
        }
    }

    @Test
    void a_branch_among_a_thousand_tags_gets_its_hook() throws Exception {
        site.hook("repo_refs_changed-site-main", "#!/bin/sh", "echo $JENVOY_BRANCH")
                .start();
        HookRequest request = push(Stream.concat(tags(1000), Stream.of("refs/heads/main")), 0);
        String id = request.value("X-Request-Id");

        HttpAnswer answer = site.send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject deliveries = answer.json().getAsJsonObject("deliveries");
        assertThat(deliveries
                        .getAsJsonObject(id + ".1001")
                        .getAsJsonObject("repo_refs_changed-site-main")
                        .get("stdout")
                        .getAsString())
                .isEqualTo("main\n");
        assertThat(deliveries.getAsJsonObject(id)).hasToString("{\"status\":\"nop\"}");
        assertThat(deliveries.size()).isEqualTo(101);
        assertThat(answer.json().getAsJsonObject("unlisted")).hasToString("{\"nop\":900}");
    }

    @Test
    void references_that_cause_nothing_are_noted_up_to_a_hundred() throws Exception {
        site.hook("repo_refs_changed-site-main", "#!/bin/sh", "true").start();

        assertThat(site.send(push(tags(300), 0)).status()).isEqualTo(200);
        site.stop();
        site.start();

        JsonObject page = site.admin("/api/deliveries?limit=500").json();
        assertThat(page.getAsJsonArray("deliveries")).hasSize(100);
    }

    @Test
    void a_push_of_more_references_than_are_read_is_rejected_whole() throws Exception {
        site.hook("repo_refs_changed-site-main", "#!/bin/sh", "touch ../ran").start();

        HttpAnswer answer = site.send(push(Stream.concat(Stream.of("refs/heads/main"), tags(10_000)), 0));

        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.error()).contains("10000");
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(site.send(push(Stream.concat(Stream.of("refs/heads/main"), tags(9_999)), 0))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void branches_of_one_push_share_one_payload_file() throws Exception {
        site.with("response_timeout", "300ms")
                .with("max_concurrent", 8)
                .hook(
                        "repo_refs_changed-site",
                        "#!/bin/sh",
                        "until [ -e ../go ]; do sleep 0.02; done",
                        "wc -c <\"$1\" >>../read")
                .start();
        HookRequest request = push(branches(40), 2 << 20);

        assertThat(site.send(request).status()).isEqualTo(202);

        assertThat(files("payloads")).isEqualTo(1);
        // The payload is deleted after the acceptance was reported.
        Eventually.that(() -> assertThat(files("spool")).isZero());
        Files.writeString(folder.resolve("go"), "");
        Eventually.that(() -> assertThat(folder.resolve("read"))
                .content()
                .isEqualToIgnoringNewLines(
                        (request.body().length + "\n").repeat(40).strip()));
    }

    @Test
    void more_branches_than_one_push_may_start_are_rejected_by_name_and_accepted_when_it_is_sent_again()
            throws Exception {
        site.with("max_backlog", 5000)
                .with("response_timeout", "100s")
                .hook("repo_refs_changed-site", "#!/bin/sh", "echo $JENVOY_BRANCH >>../ran")
                .start();
        HookRequest request = push(branches(1003), 0);
        String id = request.value("X-Request-Id");

        HttpAnswer first = site.send(request);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.field("Retry-After")).isEqualTo("60");
        JsonObject deliveries = first.json().getAsJsonObject("deliveries");
        assertThat(deliveries.getAsJsonObject(id + ".1000").has("repo_refs_changed-site"))
                .isTrue();
        for (int refused = 1001; refused <= 1003; refused++) {
            assertThat(deliveries
                            .getAsJsonObject(id + "." + refused)
                            .get("error")
                            .getAsString())
                    .contains("1000 branches");
        }
        assertThat(site.admin("/api/refusals").body()).contains("1000 branches");

        HttpAnswer second = site.send(request);

        assertThat(second.status()).as(second.error()).isEqualTo(200);
        assertThat(Files.readAllLines(folder.resolve("ran")))
                .containsExactlyInAnyOrderElementsOf(branches(1003)
                        .map(ref -> ref.substring("refs/heads/".length()))
                        .toList());
    }

    @Test
    void the_copies_that_a_push_makes_for_its_hooks_have_a_budget() throws Exception {
        site.with("response_timeout", "100s")
                .hook("repo_refs_changed-site", "#!/bin/sh", "echo $JENVOY_BRANCH >>../ran")
                .start();
        HookRequest request = push(branches(50), 24 << 20);
        String id = request.value("X-Request-Id");

        HttpAnswer answer = site.send(request);

        assertThat(answer.status()).isEqualTo(503);
        JsonObject deliveries = answer.json().getAsJsonObject("deliveries");
        assertThat(deliveries.getAsJsonObject(id + ".42").has("repo_refs_changed-site"))
                .isTrue();
        assertThat(deliveries.getAsJsonObject(id + ".43").get("error").getAsString())
                .contains("branches");
    }

    @Test
    void a_backup_is_one_copy_for_the_whole_push() throws Exception {
        Path backup = Files.createDirectories(folder.resolve("backup"));
        site.with("backup_path", "backup")
                .hook("repo_refs_changed-site-b3", "#!/bin/sh", "true")
                .start();
        HookRequest request = push(branches(30), 0);

        assertThat(site.send(request).status()).isEqualTo(200);

        try (Stream<Path> copies = Files.list(backup)) {
            assertThat(copies.toList())
                    .singleElement()
                    .satisfies(copy -> assertThat(copy.getFileName().toString())
                            .endsWith("-repo_refs_changed-" + request.value("X-Request-Id") + ".json"));
        }
    }

    @Test
    void an_answer_holds_a_megabyte_of_output_and_the_end_of_the_rest() throws Exception {
        site.with("response_timeout", "100s")
                .hook(
                        "repo_refs_changed-site",
                        "#!/bin/sh",
                        "head -c 65536 /dev/zero | tr '\\0' o",
                        "test $JENVOY_BRANCH != b39")
                .with("failed_hook_status", 500)
                .start();

        HttpAnswer answer = site.send(push(branches(40), 0));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().length()).isBetween(900_000, 1_200_000);
        JsonObject deliveries = answer.json().getAsJsonObject("deliveries");
        assertThat(deliveries.size()).isEqualTo(40);
        assertThat(deliveries.entrySet().stream()
                        .filter(one -> one.getValue().toString().equals("{\"status\":\"done\"}"))
                        .count())
                .isGreaterThan(20);
    }
}
