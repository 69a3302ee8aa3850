package dev.jenvoy.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.github.GitHubParts;
import dev.jenvoy.sender.github.GitHubType;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderParts;
import dev.jenvoy.storage.engine.JournalPlace;
import dev.jenvoy.storage.engine.OpenJournal;
import dev.jenvoy.storage.engine.StoreEngine;
import dev.jenvoy.store.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests endpoints in a real database: how their secrets are stored, and what disables them. */
@ParameterizedClass
@EnumSource
class EndpointsTest {

    private static final String GIVEN = "0123456789abcdef".repeat(4);

    @Parameter
    StoreEngine engine;

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00.123456Z"));
    private final List<List<String>> asked = new ArrayList<>();
    private Optional<String> key = Optional.empty();
    private JournalPlace place;
    private OpenJournal open;
    private Endpoints endpoints;

    @BeforeEach
    void place() throws Exception {
        place = engine.journal(folder);
        open();
    }

    private void open() throws Exception {
        open = place.open();
        Spool spool = new Spool(Files.createDirectories(folder.resolve("spool")), 1024, Runnable::run);
        SenderParts parts = SenderParts.none()
                .with(new GitHubParts(() -> new GitHubOptions(false, List.of(), List.of(), true), Optional::empty));
        Provider github = new Provider(
                (endpoint, secrets) -> {
                    asked.add(secrets);
                    SenderOptions options = SenderOptions.none("github").atEndpoint(secrets);
                    return new GitHubType()
                            .atEndpoint(new SenderContext(
                                    () -> options, spool, (proof, until) -> ReplayGuard.Use.NEW, now::get, parts));
                },
                SecretKind.TEXT,
                true);
        Provider standard = new Provider(github.sender(), SecretKind.STANDARD, false);
        endpoints = Endpoints.open(
                new SqlEndpointStore(open.store()),
                new Keyring(new KeyPlace(key, folder.resolve("endpoint.key")), new SecureRandom()),
                () -> Map.of("github", github, "standard", standard),
                now::get,
                new SecureRandom());
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private String register(String repoId) {
        EndpointChange changed = endpoints.register("github", repoId, "acme/" + repoId);
        assertThat(changed).isInstanceOf(EndpointChange.Done.class);
        return ((EndpointChange.Done) changed).secret().orElseThrow();
    }

    /** Returns the secrets that may sign a request to this endpoint; empty if it is disabled. */
    private Set<String> taken(String repoId) {
        asked.clear();
        Sender source = endpoints
                .at("/webhooks/github/" + repoId + "/payload", name -> List.of())
                .orElseThrow();
        if (asked.isEmpty()) {
            Sender.Admission admission = source.admit(
                    new RequestHead("POST", "/", name -> List.of(), new ClientAddress(null, false), "spare"));
            assertThat(admission).isInstanceOfSatisfying(Sender.Admission.Refused.class, refused -> {
                assertThat(refused.refusal().status()).isEqualTo(503);
                assertThat(refused.refusal().hint()).isNotBlank();
            });
            return Set.of();
        }
        return new HashSet<>(asked.get(0));
    }

    private void sql(String statement) {
        assertThat(open.store()
                        .write(
                                Durability.MACHINE,
                                session -> session.bind(statement).update())
                        .toCompletableFuture()
                        .join())
                .isPositive();
    }

    @Test
    void a_secret_is_256_random_bits_in_the_form_of_its_provider() {
        String one = register("one");
        String other = register("other");
        String standard = ((EndpointChange.Done) endpoints.register("standard", "one", "acme/one"))
                .secret()
                .orElseThrow();

        assertThat(one).matches("[0-9a-f]{64}").isNotEqualTo(other);
        assertThat(standard).matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void an_endpoint_is_there_after_a_restart_with_its_secret() throws Exception {
        String secret = register("site");
        endpoints.register("standard", "site", "acme/site");

        reopen();

        assertThat(taken("site")).containsExactly(secret);
        assertThat(endpoints.list())
                .extracting(listed -> listed.endpoint().uri())
                .containsExactly("/webhooks/github/site/payload", "/webhooks/standard/site/payload");
        assertThat(endpoints.list())
                .allSatisfy(listed -> assertThat(listed.shut()).isNull());
    }

    @Test
    void no_file_of_the_data_folder_holds_a_secret_in_plain_text() throws Exception {
        String secret = register("site");
        endpoints.rotate("github", "site", Optional.empty(), false);
        assertThat(sealed()).isNotBlank().doesNotContain(secret);
        close();

        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
        open();
    }

    @Test
    void each_seal_has_a_nonce_of_its_own() throws Exception {
        endpoints.bring("github", "site", "acme/site", "the same secret twice over");
        String first = sealed();
        endpoints.bring("github", "site", "acme/site", "the same secret twice over");

        assertThat(sealed()).isNotEqualTo(first);
    }

    private String sealed() throws SQLException {
        return open.store()
                .read(session -> session.bind("SELECT secret FROM endpoint").first(row -> row.text()))
                .orElseThrow();
    }

    @Test
    void the_key_is_made_when_it_is_first_needed_for_its_owner_alone() throws Exception {
        assertThat(folder.resolve("endpoint.key")).doesNotExist();

        register("site");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("endpoint.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("endpoint.key")).strip()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_key_of_the_configuration_makes_no_file() throws Exception {
        key = Optional.of(GIVEN);
        reopen();
        String secret = register("site");

        reopen();

        assertThat(folder.resolve("endpoint.key")).doesNotExist();
        assertThat(taken("site")).containsExactly(secret);
    }

    @Test
    void another_key_opens_nothing_and_seals_nothing() throws Exception {
        register("site");
        key = Optional.of(GIVEN);

        reopen();

        assertThat(taken("site")).isEmpty();
        assertThat(endpoints.find("github", "site").orElseThrow().shut()).contains("cannot be opened");
        assertThat(endpoints.register("github", "new", "acme/new")).isInstanceOf(EndpointChange.Unavailable.class);
        assertThat(endpoints.rotate("github", "site", Optional.empty(), false))
                .isInstanceOf(EndpointChange.Unavailable.class);
        assertThat(endpoints.remove("github", "site")).isInstanceOf(EndpointChange.Done.class);
        assertThat(endpoints.register("github", "new", "acme/new")).isInstanceOf(EndpointChange.Done.class);
    }

    @Test
    void a_key_that_is_gone_shuts_everything_and_is_not_replaced_behind_ones_back() throws Exception {
        register("site");
        Path file = folder.resolve("endpoint.key");
        String text = Files.readString(file);
        Files.delete(file);

        reopen();

        assertThat(taken("site")).isEmpty();
        assertThat(endpoints.register("github", "new", "acme/new")).isInstanceOf(EndpointChange.Unavailable.class);
        assertThat(file).doesNotExist();
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        reopen();
        assertThat(taken("site")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void a_key_that_others_may_touch_is_not_used(String mode) throws Exception {
        register("site");
        Files.setPosixFilePermissions(folder.resolve("endpoint.key"), PosixFilePermissions.fromString(mode));

        reopen();

        assertThat(taken("site")).isEmpty();
        assertThat(endpoints.find("github", "site").orElseThrow().shut()).contains("0600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repo_path = 'evil/site'",
                "repo_id = 'moved'",
                "provider = 'standard'",
                "old_until = old_until + 1000000000",
                "secret = old",
                "secret = ''",
                "secret = 'AAAA'",
                "secret = '????'",
                "secret = substr(secret, 1, 19) || CASE substr(secret, 20, 1) WHEN 'A' THEN 'B' ELSE 'A' END || substr(secret, 21)"
            })
    void a_row_changed_by_another_hand_opens_nothing(String change) throws Exception {
        register("site");
        register("intact");
        endpoints.rotate("github", "site", Optional.empty(), false);
        sql("UPDATE endpoint SET " + change + " WHERE repo_id = 'site'");

        reopen();

        assertThat(endpoints.list())
                .filteredOn(listed -> listed.shut() != null)
                .singleElement()
                .satisfies(listed -> assertThat(listed.endpoint().repoId()).isNotEqualTo("intact"));
        assertThat(taken("intact")).hasSize(1);
        if (!change.startsWith("repo_id") && !change.startsWith("provider")) {
            assertThat(taken("site")).isEmpty();
        }
    }

    @Test
    void a_row_that_is_no_endpoint_is_left_out_and_the_others_stay() throws Exception {
        register("site");
        register("intact");
        sql("UPDATE endpoint SET repo_id = '../x' WHERE repo_id = 'site'");

        reopen();

        assertThat(endpoints.list())
                .singleElement()
                .satisfies(listed -> assertThat(listed.endpoint().repoId()).isEqualTo("intact"));
    }

    @Test
    void a_new_secret_leaves_the_old_one_in_force_for_a_day() throws Exception {
        String old = register("site");
        EndpointChange.Done done = (EndpointChange.Done) endpoints.rotate("github", "site", Optional.empty(), false);
        String fresh = done.secret().orElseThrow();

        assertThat(done.endpoint().oldUntil()).isEqualTo("2026-11-23T10:00:00.123Z");
        assertThat(taken("site")).containsExactlyInAnyOrder(fresh, old);
        now.set(Instant.parse("2026-11-23T10:00:00.122Z"));
        reopen();
        assertThat(taken("site")).containsExactlyInAnyOrder(fresh, old);
        now.set(Instant.parse("2026-11-23T10:00:00.123Z"));
        assertThat(taken("site")).containsExactly(fresh);
        assertThat(endpoints.find("github", "site").orElseThrow().endpoint().oldUntil())
                .isNull();
    }

    @Test
    void a_second_rotation_within_a_day_drops_the_first_secret() {
        String first = register("site");
        String second = ((EndpointChange.Done) endpoints.rotate("github", "site", Optional.empty(), false))
                .secret()
                .orElseThrow();
        now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
        String third = ((EndpointChange.Done) endpoints.rotate("github", "site", Optional.empty(), false))
                .secret()
                .orElseThrow();

        assertThat(taken("site")).containsExactlyInAnyOrder(second, third).doesNotContain(first);
    }

    @Test
    void a_leaked_secret_is_revoked_at_once() {
        register("site");
        EndpointChange.Done done = (EndpointChange.Done) endpoints.rotate("github", "site", Optional.empty(), true);

        assertThat(done.endpoint().oldUntil()).isNull();
        assertThat(taken("site")).containsExactly(done.secret().orElseThrow());
    }

    @Test
    void a_new_name_of_the_repository_comes_with_a_new_secret() {
        register("site");
        EndpointChange.Done done =
                (EndpointChange.Done) endpoints.rotate("github", "site", Optional.of("acme/web"), false);

        assertThat(done.endpoint().repoPath()).isEqualTo("acme/web");
        assertThat(taken("site")).hasSize(2);
    }

    @Test
    void an_imported_secret_is_accepted_as_it_is() {
        endpoints.bring("github", "site", "acme/site", "it existed before");

        assertThat(taken("site")).containsExactly("it existed before");
        assertThat(endpoints.bring("github", "site", "acme/site", "and was exchanged there"))
                .isInstanceOfSatisfying(
                        EndpointChange.Done.class,
                        done -> assertThat(done.secret()).isEmpty());
        assertThat(taken("site")).containsExactlyInAnyOrder("it existed before", "and was exchanged there");
    }

    @Test
    void what_cannot_be_an_endpoint_is_rejected() {
        for (EndpointChange changed : Arrays.asList(
                endpoints.register("nobody", "site", "acme/site"),
                endpoints.register("github", "", "acme/site"),
                endpoints.register("github", "a/b", "acme/site"),
                endpoints.register("github", "..", "acme/site"),
                endpoints.register("github", "a b", "acme/site"),
                endpoints.register("github", "x".repeat(101), "acme/site"),
                endpoints.register("github", "site", "site"),
                endpoints.register("github", "site", "acme/../site"),
                endpoints.register("github", "site", "/site"),
                endpoints.bring("github", "site", "acme/site", " "),
                endpoints.bring("github", "site", "acme/site", "two\nlines"),
                endpoints.bring("github", "site", "acme/site", "a blank at its end "),
                endpoints.bring("github", "site", "acme/site", "\ufeffa mark at its beginning"),
                endpoints.bring("standard", "site", "acme/site", "no prefix"),
                endpoints.bring("standard", "site", "acme/site", "whsec_"))) {
            assertThat(changed).isInstanceOf(EndpointChange.Malformed.class);
        }
        assertThat(endpoints.list()).isEmpty();
    }

    @Test
    void a_name_is_registered_once_and_removed_once() {
        register("site");

        assertThat(endpoints.register("github", "site", "acme/other")).isInstanceOf(EndpointChange.Duplicate.class);
        assertThat(endpoints.rotate("github", "other", Optional.empty(), false))
                .isInstanceOf(EndpointChange.Unregistered.class);
        assertThat(endpoints.remove("github", "site")).isInstanceOf(EndpointChange.Done.class);
        assertThat(endpoints.remove("github", "site")).isInstanceOf(EndpointChange.Unregistered.class);
        assertThat(endpoints.at("/webhooks/github/site/payload", name -> List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/webhooks/github/site",
                "/webhooks/github/site/",
                "/webhooks/github/site/payload/",
                "/webhooks/github/site/payload;a",
                "/webhooks/github/site/payloads",
                "/webhooks/github/SITE/payload",
                "/webhooks/gitea/site/payload",
                "/webhooks/github//payload",
                "//webhooks/github/site/payload",
                "/conduit/conduit/webhooks/github/site/payload",
                "/conduitwebhooks/github/site/payload",
                "conduit/webhooks/github/site/payload",
                "/x/webhooks/github/site/payload"
            })
    void no_other_path_leads_to_it(String path) {
        register("site");

        assertThat(endpoints.at(path, name -> List.of())).isEmpty();
        assertThat(endpoints.at("/webhooks/github/site/payload", name -> List.of()))
                .isPresent();
        assertThat(endpoints.at("/conduit/webhooks/github/site/payload", name -> List.of()))
                .isPresent();
    }

    @Test
    void nothing_that_is_logged_shows_a_secret() {
        EndpointChange changed = endpoints.register("github", "site", "acme/site");
        String secret = ((EndpointChange.Done) changed).secret().orElseThrow();

        assertThat(changed.toString()).doesNotContain(secret);
    }
}
