package dev.jenvoy.ticket.happening;

import static dev.jenvoy.chat.kit.ChatPayload.gitHub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.ticket.key.KeyRule;
import dev.jenvoy.ticket.key.KeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for happenings of all senders. */
class HappeningReaderTest {

    private static final Map<Family, List<String>> EVENTS = Map.of(
            Family.GITHUB,
            List.of("pull_request", "pull_request_review", "push", "create", "release", "issues", "star"),
            Family.GITEA,
            List.of("pull_request", "pull_request_approved", "push", "create", "release"),
            Family.GITLAB,
            List.of("merge_request_hook", "push_hook", "release_hook", "system_hook", "note_hook"),
            Family.BITBUCKET,
            List.of(
                    "repo_push",
                    "pullrequest_created",
                    "pullrequest_fulfilled",
                    "pr_opened",
                    "pr_merged",
                    "repo_refs_changed"));

    @Test
    void a_delivery_of_a_known_sender_is_read() throws IOException {
        assertThat(HappeningReader.read(delivery("github", ""))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {DeliveryKey.REPOHOOK, DeliveryKey.TRAVISHOOK, "travis", "sns", "trigger", "mine", "standard"})
    void a_delivery_of_another_sender_or_for_chat_routes_tells_nothing(String source) throws IOException {
        assertThat(HappeningReader.read(delivery(source, "github"))).isEmpty();
        assertThat(HappeningReader.knows(source)).isFalse();
    }

    @Test
    void without_a_repository_nothing_happened() throws IOException {
        Facts facts = Facts.of(new Event("pull_request"));

        assertThat(HappeningReader.read("github", facts, payload(gitHub("pull_request"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "3", "null", "{", "{} {}", "{\"pull_request\": {\"number\": 1}}"})
    void a_payload_without_the_parts_tells_nothing(String text) throws IOException {
        for (Family family : EVENTS.keySet()) {
            for (String event : EVENTS.get(family)) {
                assertThat(read(family, event, text)).as("%s %s", family, event).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "github, pull_request, pull_request",
        "github, pull_request_review, pull_request_review",
        "github, push, push",
        "github, create, create",
        "github, release, release",
        "gitea, pull_request_approved, pull_request_approved",
        "gitlab, merge_request_hook, merge_request",
        "gitlab, push_hook, push",
        "gitlab, release_hook, release",
        "bitbucket, repo_push, push",
        "bitbucket, pullrequest_created, pullrequest",
        "bitbucket, pr_merged, server-pr",
        "bitbucket, repo_refs_changed, server-push",
    })
    void no_type_in_no_place_makes_the_reader_throw(String sender, String event, String file) throws IOException {
        Family family = Family.ofSender(sender);
        List<JsonElement> mutants = mutants(ChatPayload.of(family, event, file).json());

        for (JsonElement mutant : mutants) {
            assertThat(read(family, event, mutant.toString())).hasSizeLessThan(3);
        }
        assertThat(mutants).hasSizeGreaterThan(100);
    }

    @Test
    void a_text_of_many_megabytes_is_cut_and_says_so() throws IOException {
        ChatPayload release = release();
        TicketHappening large = Happened.one(Family.GITHUB, release.with("release.body", "A-1".repeat(3_000_000)));
        TicketHappening small = Happened.one(Family.GITHUB, release);

        assertThat(large.sources()).extracting(source -> source.text().length()).contains(1 << 20);
        assertThat(large.sources()).allMatch(KeySource::cut);
        assertThat(small.sources()).noneMatch(KeySource::cut);
    }

    @Test
    void a_text_as_long_as_a_release_may_have_is_read_whole() {
        String body = "x ".repeat(62_500);
        TicketHappening release = Happened.one(Family.GITHUB, release().with("release.body", body));

        assertThat(release.sources()).contains(new KeySource("body", body, KeyRule.MARKUP));
    }

    @Test
    void an_occasion_is_one_harmless_line_and_long_ones_stay_apart() {
        String branch = "x".repeat(900);
        TicketHappening one = pushed(branch + "1");
        TicketHappening other = pushed(branch + "2");

        assertThat(one.occasion()).hasSizeLessThanOrEqualTo(TicketHappening.MAX_OCCASION_CHARS);
        assertThat(one.occasion()).isNotEqualTo(other.occasion());
        assertThat(one.occasion()).isEqualTo(pushed(branch + "1").occasion());
        String odd = Happened.one(
                        Family.GITHUB, gitHub("pull_request").with("pull_request.created_at", "a\n\u001b\u202eb"))
                .occasion();
        assertThat(odd).startsWith("github github.example.com acme/site pr 17 opened a???b sha256 ");
    }

    @ParameterizedTest
    @CsvSource({
        "github, release, release, repository.html_url, repository.clone_url",
        "gitea, release, release, repository.html_url, repository.clone_url",
        "gitlab, Release Hook, release, project.web_url, project.git_http_url",
        "bitbucket, pullrequest:fulfilled, pullrequest, repository.links.html.href, repository.links.clone",
        "bitbucket, pr:merged, server-pr, pullRequest.links.self, pullRequest.toRef.repository.links",
    })
    void the_same_on_another_server_is_another_occasion(
            String sender, String event, String file, String member, String other) {
        Family family = Family.ofSender(sender);
        ChatPayload payload = ChatPayload.of(family, event, file)
                .with("action", sender.equals("gitlab") ? "create" : "published")
                .with(other, null);

        String one = occasion(family, payload.with(member, address(member, "https://git.a.example/acme/site")));

        assertThat(one).startsWith(sender + " git.a.example ");
        assertThat(occasion(family, payload.with(member, address(member, "https://git.b.example/acme/site"))))
                .startsWith(sender + " git.b.example ");
        for (String same : List.of(
                "http://git.a.example/acme/site",
                "https://git.a.example:8443/acme/site",
                "HTTPS://Git.A.Example/acme/site",
                "https://git.a.example./acme/site",
                "https://ada@git.a.example/acme/site")) {
            assertThat(occasion(family, payload.with(member, address(member, same))))
                    .as(same)
                    .isEqualTo(one);
        }
        assertThat(occasion(family, payload.with(member, JsonNull.INSTANCE)))
                .isEqualTo(one.replace(" git.a.example ", " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme/site",
                "git@git.a.example:acme/site",
                "ssh://git.a.example/x",
                "https://a b/x",
                "https:///x"
            })
    void what_is_no_address_of_the_web_has_no_host(String text) {
        assertThat(ServerHost.in(text)).isEmpty();
    }

    @Test
    void an_address_of_numbers_is_a_host() {
        assertThat(ServerHost.in("https://[2001:DB8::1]:8443/x")).isEqualTo("[2001:db8::1]");
        assertThat(ServerHost.in("http://10.0.0.7:3000")).isEqualTo("10.0.0.7");
    }

    /** Servers have their addresses in a list. */
    private static JsonElement address(String member, String address) {
        JsonPrimitive text = new JsonPrimitive(address);
        if (!member.endsWith("self")) {
            return text;
        }
        JsonObject link = new JsonObject();
        link.add("href", text);
        JsonArray links = new JsonArray();
        links.add(link);
        return links;
    }

    private static String occasion(Family family, ChatPayload payload) {
        return Happened.one(family, payload).occasion();
    }

    @Test
    void a_payload_that_is_gone_is_a_failure() {
        Payload gone = Payload.kept(10, () -> {
            throw new IOException("gone");
        });
        Facts facts = gitHub("pull_request").facts().get(0);

        assertThatThrownBy(() -> HappeningReader.read("github", facts, gone)).isInstanceOf(IOException.class);
    }

    @Test
    void the_payload_of_an_event_that_tells_nothing_is_not_read() throws IOException {
        Payload gone = Payload.kept(10, () -> {
            throw new IOException("gone");
        });
        Facts facts = gitHub("issues").facts().get(0);

        assertThat(HappeningReader.read("github", facts, gone)).isEmpty();
    }

    @Test
    void every_kind_has_a_word() {
        for (HappeningKind kind : HappeningKind.values()) {
            assertThat(HappeningKind.of(kind.word())).contains(kind);
        }
        assertThat(HappeningKind.of("MERGED")).isEmpty();
    }

    private static ChatPayload release() {
        return gitHub("release").with("action", "released").with("release.prerelease", false);
    }

    private static TicketHappening pushed(String branch) {
        return Happened.one(Family.GITHUB, gitHub("push").with("ref", "refs/heads/" + branch));
    }

    /** Returns the payload with another type in each place, one at a time. */
    private static List<JsonElement> mutants(JsonObject json) {
        List<JsonElement> all = new ArrayList<>();
        List<JsonElement> others = List.of(
                JsonNull.INSTANCE,
                new JsonPrimitive(7),
                new JsonPrimitive("x"),
                new JsonPrimitive(true),
                new JsonArray(),
                new JsonObject());
        for (String name : List.copyOf(json.keySet())) {
            for (JsonElement other : others) {
                JsonObject copy = json.deepCopy();
                copy.add(name, other);
                all.add(copy);
            }
            if (json.get(name) instanceof JsonObject child) {
                for (JsonElement mutant : mutants(child)) {
                    JsonObject copy = json.deepCopy();
                    copy.add(name, mutant);
                    all.add(copy);
                }
            }
        }
        return all;
    }

    private static List<TicketHappening> read(Family family, String event, String text) throws IOException {
        Facts known = gitHub("push").facts().get(0);
        Facts facts = new Facts(
                new Event(event),
                null,
                known.owner(),
                known.repository(),
                known.branch(),
                null,
                null,
                null,
                null,
                null,
                false);
        return HappeningReader.read(family.word(), facts, Payload.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Delivery delivery(String source, String webhook) {
        ChatPayload payload = gitHub("pull_request");
        Payload bytes = payload(payload);
        return new Delivery(
                new DeliveryKey(source, webhook, "1"),
                payload.facts().get(0),
                bytes,
                PayloadDigest.of(payload.json().toString().getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }

    private static Payload payload(ChatPayload payload) {
        return Payload.of(payload.json().toString().getBytes(StandardCharsets.UTF_8));
    }
}
