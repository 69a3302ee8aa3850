package dev.jenvoy.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.route.StoredToken;
import dev.jenvoy.chat.route.sql.SqlChatStore;
import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.EndpointStore;
import dev.jenvoy.endpoint.StoredSecret;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.forge.book.AskedDelivery;
import dev.jenvoy.forge.book.CommentLine;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.book.sql.SqlForgeBook;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.exchange.KeptExchange;
import dev.jenvoy.journal.sql.SqlUsedProofs;
import dev.jenvoy.journal.sql.exchange.SqlExchanges;
import dev.jenvoy.rejection.RejectedGroup;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.RejectionKind;
import dev.jenvoy.rejection.sql.SqlRejectedGroups;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept beside the journal, in each engine. */
@ParameterizedClass
@EnumSource
class SideStoresTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456Z");

    @Parameter
    StoreEngine engine;

    @TempDir
    private Path folder;

    private OpenStore open;

    @BeforeEach
    void open() throws Exception {
        open = engine.place(folder.resolve("data")).open();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static void within(Duration time, org.awaitility.core.ThrowingRunnable check) {
        Awaitility.await().atMost(time).untilAsserted(check);
    }

    @Test
    void routes_tokens_and_settings_of_chat_are_replaced_and_in_order_of_their_bytes() throws Exception {
        ChatStore chat = new SqlChatStore(open.store());
        for (String repo : List.of("b/x", "B/y", "a/x", "é/x")) {
            chat.put(new StoredRoute(RouteSet.REPOHOOK, repo, "dev", List.of("push"), NOON, "ann"));
        }
        chat.put(new StoredRoute(RouteSet.REPOHOOK, "B/X", "dev", List.of("push", "tag"), NOON, "bob"));
        assertThat(chat.routes()).extracting(StoredRoute::repo).containsExactly("B/X", "B/y", "a/x", "é/x");
        assertThat(chat.routes().get(0).words()).containsExactly("push", "tag");
        chat.removeRoute(RouteSet.REPOHOOK, "b/Y", "dev");
        assertThat(chat.routes()).hasSize(3);

        chat.putSetting("defaults.x", "one");
        chat.putSetting("defaults.x", "two");
        chat.keepSetting("id", "first");
        chat.keepSetting("id", "second");
        assertThat(chat.settings()).containsEntry("defaults.x", "two").containsEntry("id", "first");
        chat.put(new StoredToken("a/x", "github", "box"));
        chat.put(new StoredToken("a/x", "github", "other box"));
        assertThat(chat.tokens()).extracting(StoredToken::box).containsExactly("other box");
        chat.reset();
        assertThat(chat.routes()).isEmpty();
        assertThat(chat.settings()).containsOnlyKeys("id");
    }

    @Test
    void conversations_and_parts_of_messages_are_remembered_until_they_are_old() throws Exception {
        ChatStore chat = new SqlChatStore(open.store());
        chat.putThread("dev", "a/x#7", "one", NOON);
        chat.putThread("dev", "a/x#7", "two", NOON);
        within(
                Duration.ofSeconds(10),
                () -> assertThat(chat.thread("dev", "a/x#7")).contains("two"));
        assertThat(chat.beginPart(7, "dev", "head", NOON)).isEmpty();
        assertThat(chat.endPart(7, "dev", "head", NOON)).isEmpty();
        assertThat(chat.beginPart(7, "dev", "tail", NOON)).isEmpty();
        assertThat(chat.parts(7, "dev")).containsEntry("head", true).containsEntry("tail", false);
        chat.forget(NOON.plusSeconds(1));
        within(Duration.ofSeconds(10), () -> assertThat(chat.parts(7, "dev")).isEmpty());
    }

    @Test
    void the_newest_delivery_keeps_its_place_at_a_forge() throws Exception {
        ForgeBook book = new SqlForgeBook(open.store());
        assertThat(book.claim("sha", 5, NOON)).isTrue();
        assertThat(book.claim("sha", 4, NOON)).isFalse();
        assertThat(book.claim("sha", 6, NOON)).isTrue();

        book.say("pull", line("b", 5, "success"), NOON);
        book.say("pull", line("B", 5, "success"), NOON);
        book.say("pull", line("b", 4, "failure"), NOON);
        assertThat(book.lines("pull")).containsExactly(line("B", 5, "success"), line("b", 5, "success"));
        book.keepComment("pull", "1", NOON);
        book.keepComment("pull", "2", NOON);
        assertThat(book.comment("pull")).contains("2");
        book.dropComment("pull");
        assertThat(book.comment("pull")).isEmpty();

        AskedDelivery asked = new AskedDelivery("hook", "id", "push", "a/x", NOON, NOON, "");
        book.ask(asked);
        book.ask(asked);
        book.refused("hook", "id", "no");
        assertThat(book.asked("hook", List.of("id", "other"))).containsExactly("id");
        assertThat(book.lastAsked(9))
                .hasSize(1)
                .first()
                .extracting(AskedDelivery::refused)
                .isEqualTo("no");
        book.forget(NOON.plusSeconds(1));
        within(Duration.ofSeconds(10), () -> assertThat(book.lastAsked(9)).isEmpty());
    }

    private static CommentLine line(String hook, long entry, String state) {
        return new CommentLine(hook, entry, "sha", state, "words", "link");
    }

    @Test
    void an_endpoint_is_replaced_and_removed() throws Exception {
        EndpointStore endpoints = new SqlEndpointStore(open.store());
        for (String id : List.of("b", "B", "a")) {
            Endpoint endpoint = new Endpoint("github", id, "acme/" + id, NOON, NOON, null);
            assertThat(endpoints.put(new StoredSecret(endpoint, "one", null))).isEmpty();
        }
        Endpoint newer = new Endpoint("github", "a", "acme/web", NOON, NOON.plusSeconds(1), NOON.plusSeconds(9));
        assertThat(endpoints.put(new StoredSecret(newer, "two", "one"))).isEmpty();
        assertThat(endpoints.remove(new Endpoint.Id("github", "B"))).isEmpty();
        assertThat(endpoints.all(() -> {}).values())
                .containsExactly(
                        new StoredSecret(newer, "two", "one"),
                        new StoredSecret(new Endpoint("github", "b", "acme/b", NOON, NOON, null), "one", null));
    }

    @Test
    void rejected_requests_are_counted_in_their_group() throws Exception {
        RejectedGroups groups = new SqlRejectedGroups(open.store());
        RejectionKind kind = new RejectionKind(401, "signature", "wrong\u0000", "github", "192.0.2.7");
        for (Instant time : List.of(NOON, NOON.plusSeconds(5), NOON.minusSeconds(5))) {
            groups.add(List.of(new RejectedGroup(kind, 2, time, time, "id", "hint")))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
        assertThat(groups.all()).singleElement().satisfies(group -> {
            assertThat(group.count()).isEqualTo(6);
            assertThat(group.first()).isEqualTo(NOON.minusSeconds(5));
            assertThat(group.last()).isEqualTo(NOON.plusSeconds(5));
            assertThat(group.kind().reason()).isEqualTo(engine.stored("wrong\u0000"));
        });
        groups.forget(NOON.plusSeconds(9));
        within(Duration.ofSeconds(10), () -> assertThat(groups.all()).isEmpty());
    }

    @Test
    void a_proof_is_used_once_whoever_asks() throws Exception {
        UsedProofs one = SqlUsedProofs.in(open.store(), () -> NOON);
        UsedProofs other = SqlUsedProofs.in(open.store(), () -> NOON);
        assertThat(noted(one, "proof")).isEqualTo(UsedProofs.Noted.NEW);
        assertThat(noted(other, "proof")).isEqualTo(UsedProofs.Noted.KNOWN);
        assertThat(noted(one, "proof")).isEqualTo(UsedProofs.Noted.KNOWN);
        assertThat(noted(one, "another")).isEqualTo(UsedProofs.Noted.NEW);
    }

    private static UsedProofs.Noted noted(UsedProofs proofs, String proof) throws Exception {
        return proofs.note(proof, NOON.plusSeconds(60)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void the_first_response_to_a_delivery_is_kept() {
        SqlExchanges exchanges = new SqlExchanges(open.store());
        KeptExchange first = new KeptExchange("192.0.2.7", NOON, 200, "text/plain", "a\u0000b", 3);
        exchanges.keep(7, first);
        within(Duration.ofSeconds(10), () -> assertThat(exchanges.of(7)).isPresent());
        exchanges.keep(7, new KeptExchange("192.0.2.8", NOON, 500, "text/plain", "", 0));
        exchanges.keep(8, first);
        within(Duration.ofSeconds(10), () -> assertThat(exchanges.of(8)).isPresent());
        assertThat(exchanges.of(7).map(KeptExchange::body)).contains(engine.stored("a\u0000b"));
        assertThat(exchanges.of(9)).isEqualTo(Optional.empty());
    }
}
