package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The addresses for repositories, {@code /repohook} and {@code /travis}: the table of {@code docs/reference/chat.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteDoorsTest {

    private static final String TOKEN = "planted-token-91b2c3d4e5f6a7b8";
    private static final String OTHER_TOKEN = "planted-token-of-the-other-4d5e6f";
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String BUILD = """
            {"number":"7","type":"push","state":"%s","status_message":"%s","branch":"main","commit":"6113728f27ae82c7",
            "message":"%s","author_name":"Ann","build_url":"https://travis.example.org/7",
            "repository":{"name":"%s","owner_name":"acme","url":"https://github.com/acme/site"}}""";

    @TempDir
    static Path folder;

    private final WebhookStandIn program = new WebhookStandIn();
    private ChatSite site;

    @BeforeAll
    void start() throws Exception {
        site = ChatSite.in(folder).webhook("ops", program).route("ops", "push", "issues", "push_hook", "passed");
        site.server().with("max_payload", "4KB").with("request_timeout", "1s");
        site.counting("all");
        site.token("acme/site", Family.GITHUB, TOKEN)
                .token("acme/other", Family.GITHUB, OTHER_TOKEN)
                .token("acme/gitea", Family.GITEA, TOKEN)
                .token("acme/group/lab", Family.GITLAB, TOKEN)
                .token("acme/site", Family.TRAVIS, TOKEN)
                .start();
    }

    @AfterAll
    void close() {
        site.close();
        program.close();
    }

    private static HookRequest push() {
        return HookRequest.push().target("/repohook").secret(TOKEN);
    }

    private static HookRequest push(String branch) {
        return push().body(Payloads.push("refs/heads/" + branch));
    }

    private static HookRequest gitlab(String project, String branch) {
        return HookRequest.of("POST", "/repohook")
                .framing(Framing.LENGTH)
                .with("Content-Type", "application/json")
                .with("X-Gitlab-Event", "Push Hook")
                .with("X-Gitlab-Event-UUID", UUID.randomUUID().toString())
                .with("X-Gitlab-Token", TOKEN)
                .body("""
                        {"object_kind":"push","ref":"refs/heads/%s","checkout_sha":"6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                        "after":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","user_username":"ann","total_commits_count":1,
                        "project":{"name":"%s","path_with_namespace":"%s","web_url":"https://gitlab.example.org/%s"}}
                        """.formatted(branch, project.replaceAll(".*/", ""), project, project));
    }

    private static HookRequest travis(String slug, String json) {
        return HookRequest.of("POST", "/travis")
                .framing(Framing.LENGTH)
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Travis-Repo-Slug", slug)
                .with("Authorization", digest(slug))
                .body("payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
    }

    private static String build(String message) {
        return BUILD.formatted("passed", "Passed", message, "site");
    }

    private static String digest(String slug) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(HookRequest.bytes(slug + TOKEN)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arguments row(String what, int status, String check, HookRequest request) {
        return Arguments.of(what, status, check, request);
    }

    private static Arguments push(String what, int status, String check, UnaryOperator<HookRequest> change) {
        return row(what, status, check, push().but(change));
    }

    static Stream<Arguments> rejected() {
        HookRequest gitlab = gitlab("acme/group/lab", "main");
        HookRequest travis = travis("acme/site", build("A commit"));
        return Stream.of(
                push("GET", 405, "method", r -> r.method("GET").body("").framing(Framing.NONE)),
                push("PUT", 405, "method", r -> r.method("PUT")),
                push("a declared length above the limit", 413, "max-payload", r -> r.with("Content-Length", "5000")),
                push(
                        "a body above the limit",
                        413,
                        "max-payload",
                        r -> r.framing(Framing.CHUNKED).body("{\"a\":\"" + "x".repeat(5_000) + "\"}")),
                push("no content type", 400, "content-type", r -> r.without("Content-Type")),
                push("two content types", 400, "content-type", r -> r.also("Content-Type", "application/json")),
                push("a form", 400, "content-type", HookRequest::asForm),
                push("no event", 400, "event", r -> r.without("X-GitHub-Event")),
                push("two events", 400, "event", r -> r.also("X-GitHub-Event", "push")),
                push("a malformed event", 400, "event", r -> r.with("X-GitHub-Event", "../sh")),
                push("two families", 400, "event", r -> r.with("X-Gitlab-Event", "Push Hook")),
                push("a malformed id", 400, "delivery", r -> r.with("X-GitHub-Delivery", "../a")),
                push("two ids", 400, "delivery", r -> r.also("X-GitHub-Delivery", "b")),
                push("no proof", 400, "signature-header", HookRequest::unsigned),
                push("a malformed proof", 400, "signature-header", r -> r.with(HookRequest.SIGNATURE, "sha256=xyz")),
                push(
                        "two proofs",
                        400,
                        "signature-header",
                        r -> r.with(HookRequest.SIGNATURE, "sha256=" + HEX)
                                .also(HookRequest.SIGNATURE, "sha256=" + HEX)),
                push(
                        "an older proof that is malformed",
                        400,
                        "signature-header",
                        r -> r.with(HookRequest.OLD_SIGNATURE, "sha1=xyz")),
                push("half of JSON", 400, "payload", r -> r.body("{\"a\":")),
                push("a list", 400, "payload", r -> r.body("[1]")),
                push("a fact of the wrong type", 400, "facts", r -> r.body(Payloads.of("\"ref\":1"))),
                push("the wrong proof", 403, "signature", r -> r.with(HookRequest.SIGNATURE, "sha256=" + HEX)),
                push(
                        "the wrong older proof",
                        403,
                        "signature",
                        r -> r.with(HookRequest.OLD_SIGNATURE, "sha1=" + HEX.substring(0, 40))),
                push("a ping", 204, "ping", r -> r.with("X-GitHub-Event", "ping")),
                push(
                        "a ping without a proof",
                        400,
                        "signature-header",
                        r -> r.with("X-GitHub-Event", "ping").unsigned()),
                push("an unknown repository", 204, "route", r -> r.body(Payloads.PUSH.replace("site", "unknown"))),
                push(
                        "an organisation's event without a repository",
                        204,
                        "route",
                        r -> r.with("X-GitHub-Event", "organization")
                                .body("{\"action\":\"member_added\",\"organization\":{\"login\":\"acme\"}}")),
                row("GitLab without a token", 400, "signature-header", gitlab.without("X-Gitlab-Token")),
                row("GitLab with two tokens", 400, "signature-header", gitlab.also("X-Gitlab-Token", TOKEN)),
                row("GitLab with the wrong token", 403, "token", gitlab.with("X-Gitlab-Token", "wrong")),
                row("GitLab's token for the name without its group", 204, "route", gitlab("acme/lab", "main")),
                row("Travis CI without a proof", 400, "signature-header", travis.without("Authorization")),
                row("Travis CI without a slug", 400, "repository", travis.without("Travis-Repo-Slug")),
                row("Travis CI with JSON", 400, "content-type", travis.with("Content-Type", "application/json")),
                row("Travis CI without a payload", 400, "form", travis.body("other=1")),
                row("Travis CI's proof that is no ASCII", 400, "signature-header", travis.with("Authorization", "é")),
                row("Travis CI's wrong proof", 403, "token", travis.with("Authorization", HEX)),
                row(
                        "Travis CI's payload about another repository",
                        403,
                        "repository",
                        travis("acme/site", BUILD.formatted("passed", "Passed", "x", "other"))),
                row("Travis CI's unknown repository", 204, "route", travis("acme/unknown", build("x"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejected")
    void a_rejected_request_has_the_status_of_the_table_no_body_and_a_line_in_the_list(
            String what, int status, String check, HookRequest request) throws Exception {
        int before = program.messages().size();
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(lastRefusal().get("status").getAsInt()).isEqualTo(status);
        assertThat(lastRefusal().get("check").getAsString()).isEqualTo(check);
        assertThat(program.messages()).hasSize(before);
    }

    private JsonObject lastRefusal() throws IOException {
        List<JsonElement> all =
                site.admin("/api/refusals").json().getAsJsonArray("refusals").asList();
        return all.get(0).getAsJsonObject();
    }

    private void arrives(HookRequest request, String... words) throws Exception {
        int before = program.messages().size();
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        Eventually.that(() -> assertThat(program.messages()).hasSize(before + 1));
        assertThat(program.messages().get(before).get("text").getAsString()).contains(words);
        assertThat(site.runs("all")).isZero();
    }

    @Test
    void pushes_of_each_family_are_said_whole_branch_and_group_included() throws Exception {
        arrives(push("feature/x"), "[acme/site]", "feature/x");
        arrives(
                push("old")
                        .with(
                                HookRequest.OLD_SIGNATURE,
                                "sha1="
                                        + HookRequest.hmac(
                                                "HmacSHA1", TOKEN, push("old").body())),
                "[acme/site]",
                "old");
        arrives(push("typed").with("Content-Type", "application/json; charset=utf-8"), "typed");
        HookRequest gitea = push().body(Payloads.push("refs/heads/tea").replace("site", "gitea"));
        arrives(
                gitea.with("X-Gitea-Event", "push")
                        .with("X-Gitea-Signature", HookRequest.hmac("HmacSHA256", TOKEN, gitea.body()))
                        .secret(""),
                "[acme/gitea]",
                "tea");
        arrives(gitlab("acme/group/lab", "lab/1"), "[acme/group/lab]", "lab/1");
        arrives(travis("acme/site", build("A commit")), "[acme/site]", "#7", "passed");
    }

    @Test
    void the_older_signature_does_not_count_beside_a_newer_one() throws Exception {
        HookRequest both = push("both")
                .with(HookRequest.SIGNATURE, "sha256=" + HEX)
                .with(
                        HookRequest.OLD_SIGNATURE,
                        "sha1="
                                + HookRequest.hmac(
                                        "HmacSHA1", TOKEN, push("both").body()));
        assertThat(site.send(both).status()).isEqualTo(403);
    }

    @Test
    void a_token_in_gitlab_s_header_never_speaks_for_a_repository_of_github() throws Exception {
        int before = program.messages().size();
        assertThat(site.send(gitlab("acme/site", "forged")).status()).isEqualTo(204);
        assertThat(lastRefusal().get("check").getAsString()).isEqualTo("route");
        HookRequest named = gitlab("acme/site", "forged");
        assertThat(site.send(named.body(
                                HookRequest.text(named.body()).replace("\"name\":\"site\"", "\"name\":\"acme/site\"")))
                        .status())
                .isIn(204, 400);
        assertThat(program.messages()).hasSize(before);
    }

    @Test
    void a_stranger_gets_the_same_answer_for_an_unknown_repository_as_one_who_is_known() throws Exception {
        HttpAnswer known = site.send(push("answered"));
        HttpAnswer unknown = site.send(push().body(Payloads.PUSH.replace("site", "unknown")));
        assertThat(unknown.status()).isEqualTo(known.status());
        assertThat(unknown.fields().keySet()).isEqualTo(known.fields().keySet());
        HttpAnswer build = site.send(travis("acme/site", build("x")));
        HttpAnswer unknownBuild = site.send(travis("acme/unknown", build("x")));
        assertThat(unknownBuild.status()).isEqualTo(build.status());
        assertThat(unknownBuild.fields().keySet()).isEqualTo(build.fields().keySet());
    }

    @Test
    void an_event_of_any_name_is_an_event_and_no_fault() throws Exception {
        for (String event : List.of("generic", "init", "class", "a_new_one")) {
            assertThat(site.send(push().with("X-GitHub-Event", event)).status()).isEqualTo(204);
        }
        assertThat(site.send(push().with("X-GitHub-Event", "installation").body("{}"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_percent_sign_in_a_commit_message_stays_one() throws Exception {
        arrives(travis("acme/site", build("100%25 better, 50% faster %zz")), "100%25 better, 50% faster %zz");
    }

    @Test
    void an_id_of_one_repository_is_free_for_the_others() throws Exception {
        HookRequest first = push("ids-of-site");
        arrives(first, "ids-of-site");
        String payload = Payloads.push("refs/heads/ids-of-other").replace("\"site\"", "\"other\"");
        arrives(push().secret(OTHER_TOKEN).body(payload).with("X-GitHub-Delivery", first.id()), "ids-of-other");
    }

    @Test
    void an_id_with_other_content_is_a_conflict_and_the_same_again_is_said_once() throws Exception {
        HookRequest first = push("conflict");
        arrives(first, "conflict");
        int before = program.messages().size();
        HttpAnswer other = site.send(push("other").with("X-GitHub-Delivery", first.id()));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).isEmpty();
        assertThat(site.send(first).status()).isEqualTo(204);
        assertThat(program.messages()).hasSize(before);
    }

    @Test
    void eight_copies_at_once_are_one_delivery() throws Exception {
        HookRequest copy = push("eight-copies");
        int before = program.messages().size();
        List<CompletableFuture<Integer>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> status(copy), task -> new Thread(task).start()))
                .limit(8)
                .toList();
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(204);
        }
        Eventually.that(() -> assertThat(program.messages()).hasSizeGreaterThan(before));
        arrives(push("after-the-copies"), "after-the-copies");
        assertThat(program.messages()).hasSize(before + 2);
    }

    private int status(HookRequest request) {
        try {
            return site.send(request).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_event_without_a_route_is_answered_like_one_with_a_route() throws Exception {
        int before = program.messages().size();
        HttpAnswer answer =
                site.send(push().with("X-GitHub-Event", "star").body(Payloads.of("\"action\":\"created\"")));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(program.messages()).hasSize(before);
    }

    @Test
    void no_hook_runs_for_a_delivery_by_these_addresses_and_none_when_it_is_redelivered() throws Exception {
        arrives(push("again"), "again");
        long entry = site.messages().get(site.messages().size() - 1).entry();
        int before = program.messages().size();
        HttpAnswer answer = site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/redeliver")
                .with("X-Requested-With", "test"));
        assertThat(answer.status()).isBetween(200, 202);
        Eventually.that(() -> assertThat(program.messages()).hasSize(before + 1));
        assertThat(program.messages().get(before).get("text").getAsString()).contains("again", "(again)");
        assertThat(site.runs("all")).isZero();
    }

    @Test
    void a_body_that_arrives_too_slowly_is_given_up() throws Exception {
        HookRequest request = push();
        try (Wire wire = site.server().wire()) {
            HttpAnswer answer = wire.send(request.head()).answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).isEmpty();
        }
    }
}
