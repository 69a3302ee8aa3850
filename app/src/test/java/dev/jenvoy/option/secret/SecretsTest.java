package dev.jenvoy.option.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFolder;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.github.GitHubOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = ConfigFolder.SECRET;

    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of("HOOK_SECRET", SECRET, "BLANK", " ", "PLAIN", "x", "JENVOY_HOME", "/"));
        folder.write("secrets/hook", SECRET + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"correct horse battery staple", "env:HOOK_SECRET", "file:secrets/hook", "file:./secrets/hook"})
    void a_secret_is_read_from_where_it_is(String value) {
        Config config = folder.config("{\"enforce_secret\": \"" + value + "\"}");

        assertThat(config.get(GitHubOptions.GROUP).secrets()).containsExactly(SECRET);
        assertThat(secrets(config).keys()).containsExactly(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void any_secret_of_a_list_may_match() {
        Secrets secrets =
                secrets(folder.config("{\"enforce_secret\": [\"another long enough secret\", \"env:HOOK_SECRET\"]}"));

        assertThat(secrets.texts()).containsExactly("another long enough secret", SECRET);
        assertThat(secrets.contains(SECRET)).isTrue();
        assertThat(secrets.contains("another long enough secret")).isTrue();
        assertThat(secrets.contains("")).isFalse();
        assertThat(Secrets.none().contains("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'a\n', a", "'a\r\n', a", "'a\n\n', 'a\n'", "a, a", "' a ', ' a '"})
    void one_newline_at_the_end_of_a_file_does_not_count(String content, String secret) {
        folder.write("s", content);

        assertThat(folder.config("{\"enforce_secret\": \"file:s\"}")
                        .get(GitHubOptions.GROUP)
                        .secrets())
                .containsExactly(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"env:NOT_SET\"",
                "\"env:BLANK\"",
                "\"env:\"",
                "\"env:A B\"",
                "\"file:\"",
                "\"file:nowhere\"",
                "\"file:empty\"",
                "\"file:newline\"",
                "\"file:secrets\"",
                "\"file:latin1\"",
                "\"file:a\\u0000b\"",
                "\" \"",
                "null",
                "7",
                "true",
                "{}",
                "[]",
                "[\"\"]",
                "[\"correct horse battery staple\", \"\"]",
                "[[]]",
                "[null]",
                "[\"correct horse battery staple\", \"env:NOT_SET\"]"
            })
    void what_does_not_resolve_is_an_error_and_never_an_open_door(String value) throws Exception {
        folder.write("empty", "");
        folder.write("newline", "\n");
        java.nio.file.Files.write(temp.resolve("latin1"), new byte[] {'a', (byte) 0xe4});

        assertThat(folder.load("{\"enforce_secret\": " + value + "}"))
                .isInstanceOfSatisfying(
                        LoadResult.Broken.class,
                        broken -> assertThat(broken.problems())
                                .filteredOn(Problem::isError)
                                .singleElement()
                                .satisfies(problem -> assertThat(problem.key()).startsWith("enforce_secret")));
    }

    @Test
    void an_empty_secret_in_a_list_is_reported_for_what_it_would_do() {
        assertThat(folder.problems("{\"enforce_secret\": [\"correct horse battery staple\", \"\"]}"))
                .containsExactly("error at line 1, column 53: enforce_secret[1]:"
                        + " a list with an empty secret would open the door");
    }

    @Test
    void a_short_secret_is_a_warning() {
        assertThat(folder.problems("{\"enforce_secret\": \"123456789012345\"}"))
                .singleElement()
                .asString()
                .startsWith("warning at line 1, column 20: enforce_secret: a secret of under 16 characters");
        assertThat(folder.problems("{\"enforce_secret\": \"1234567890123456\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r\n'"})
    void one_newline_at_the_end_of_a_variable_does_not_count(String end) {
        ConfigFolder with = new ConfigFolder(temp, Map.of("HOOK_SECRET", SECRET + end));

        assertThat(with.config("{\"enforce_secret\": \"env:HOOK_SECRET\"}")
                        .get(GitHubOptions.GROUP)
                        .secrets())
                .containsExactly(SECRET);
        assertThat(with.problems("{\"enforce_secret\": \"env:HOOK_SECRET\"}")).isEmpty();
    }

    private static final Map<String, String> ODD = Map.ofEntries(
            Map.entry("topsecret-0123456789\n\n", "white space"),
            Map.entry("topsecret-0123456789 ", "white space"),
            Map.entry("topsecret-0123456789\u00a0\n", "white space"),
            Map.entry("\ttopsecret-0123456789", "white space"),
            Map.entry("\ufefftopsecret-0123456789\n", "byte order mark"),
            Map.entry("topsecret-\r0123456789", "does not show"),
            Map.entry("topsecret-\u007f0123456789", "does not show"),
            Map.entry("topsecret-\u200b0123456789", "does not show"),
            Map.entry("'topsecret-0123456789'", "quotes"),
            Map.entry("\"topsecret-0123456789\"", "quotes"),
            Map.entry("${WEBHOOK_SECRET_FROM_VAULT}", "placeholder"),
            Map.entry("<your-webhook-secret>", "placeholder"),
            Map.entry("{{ webhook.secret }}", "placeholder"),
            Map.entry("changeme", "placeholder"),
            Map.entry("Change-Me-Change-Me", "placeholder"),
            Map.entry("your_webhook_secret_here", "placeholder"));

    static java.util.stream.Stream<org.junit.jupiter.params.provider.Arguments> oddSecretsByPlace() {
        return ODD.entrySet().stream()
                .flatMap(odd -> java.util.stream.Stream.of("file", "env")
                        .map(place ->
                                org.junit.jupiter.params.provider.Arguments.of(place, odd.getKey(), odd.getValue())));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("oddSecretsByPlace")
    void a_secret_that_no_sender_is_likely_to_have_is_a_warning(String place, String content, String told) {
        folder.write("odd", content);
        ConfigFolder with = new ConfigFolder(temp, Map.of("ODD", content));

        assertThat(with.problems("{\"enforce_secret\": \"" + (place.equals("file") ? "file:odd" : "env:ODD") + "\"}"))
                .singleElement()
                .asString()
                .startsWith("warning at line 1, column 20: enforce_secret: ")
                .contains(told)
                .doesNotContain(content.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enforce_secret\": \"correct horse battery staple\", \"admin_token\": \"file:odd\"}",
                "{\"enforce_secret\": [\"correct horse battery staple\", \"file:odd\"]}",
                "{\"enforce_secret\": \"correct horse battery staple\", \"senders\": {\"gitea\": {\"secret\": \"file:odd\"}}}",
                "{\"enforce_secret\": \"correct horse battery staple\", \"TRIGGERS\": {\"site:main\": {\"token\": \"file:odd\"}}}",
                "{\"enforce_secret\": \"correct horse battery staple \"}"
            })
    void every_secret_is_looked_at(String json) {
        folder.write("odd", "topsecret-0123456789\n\n");

        assertThat(folder.problems(json))
                .singleElement()
                .asString()
                .startsWith("warning")
                .contains("white space");
    }

    @Test
    void a_file_of_nothing_but_a_byte_order_mark_holds_no_secret() {
        folder.write("odd", "\ufeff\n");

        assertThat(folder.load("{\"enforce_secret\": \"file:odd\"}")).isInstanceOf(LoadResult.Broken.class);
    }

    @Test
    void no_secret_is_warned_of_more_loudly_where_every_address_gets_in() {
        assertThat(folder.load("{\"enforce_secret\": \"\"}").problems())
                .extracting(Problem::describe)
                .containsExactly("warning at line 1, column 20: enforce_secret:"
                        + " no secret is enforced: any GitHub user's webhook gets in");
        assertThat(folder.load("{\"github_ips_only\": false}").problems())
                .extracting(Problem::message)
                .containsExactly("no secret is enforced and github_ips_only is false: anybody gets in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"enforce_secret\": {\"s3cr3t\": \"s3cr3t\"}}",
                "{\"enforce_secret\": [\"s3cr3t\", 7]}",
                "{\"enforce_secret\": s3cr3t}",
                "{\"enforce_secret\": \"s3cr3t}",
                "{\"enforce_secret\": \"s3cr3t\\q\"}",
                "{\"enforce_secret\" \"s3cr3t\"}",
                "{\"enforce_secret\": \"env:s3cr3t!\"}",
                "{\"enforce_secret\": \"file:s3cr3t\"}",
                "{\"enforce_secret\": \"s3cr3t\", \"enforce_secret\": \"s3cr3t\"}",
                "{\"enforce_secret\": \"s3cr3t\", \"admin_token\": [\"s3cr3t\"]}",
                "{\"enforce_secrets\": \"s3cr3t\"}",
                "{\"env_pass\": [\"TOKEN=s3cr3t\"]}",
                "{\"hooks\": {\"push\": {\"env\": {\"TOKEN\": [\"s3cr3t\"]}}}}",
                "{\"hooks\": {\"push\": {\"env\": \"s3cr3t\"}}}",
            })
    void no_problem_shows_a_secret(String json) {
        LoadResult result = folder.load(json);

        assertThat(result.problems()).isNotEmpty();
        assertThat(result.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void no_text_form_of_a_configuration_shows_a_secret() {
        Config config = folder.config("""
                {"enforce_secret": "s3cr3t s3cr3t s3cr3t", "admin_token": "s3cr3t s3cr3t s3cr3t",
                 "hooks": {"push": {"env": {"TOKEN": "s3cr3t"}}}}
                """);

        assertThat(config.toString()).doesNotContain("s3cr3t").contains("(set)", "TOKEN");
    }

    @Test
    void variables_that_hold_secrets_or_are_the_servers_own_are_never_handed_on() {
        Config all = folder.config("{\"enforce_secret\": \"env:HOOK_SECRET\", \"env_pass\": [\"*\"]}");

        assertThat(all.secretVariables()).containsExactly("HOOK_SECRET");
        assertThat(all.passes("PLAIN")).isTrue();
        assertThat(all.passes("HOOK_SECRET")).isFalse();
        assertThat(all.passes("JENVOY_HOME")).isFalse();
        assertThat(folder.config("{}").passes("PLAIN")).isFalse();
    }

    @Test
    void what_the_launcher_sets_is_handed_on_by_name_alone() {
        assertThat(folder.config("{\"env_pass\": [\"*\"]}").passes("MALLOC_ARENA_MAX"))
                .isFalse();
        assertThat(folder.config("{\"env_pass\": [\"MALLOC_ARENA_MAX\"]}").passes("MALLOC_ARENA_MAX"))
                .isTrue();
    }

    @Test
    void naming_such_a_variable_is_reported() {
        assertThat(
                        folder.problems(
                                "{\"admin_token\": \"env:HOOK_SECRET\", \"env_pass\": [\"HOOK_SECRET\", \"JENVOY_X\", \"PLAIN\"]}"))
                .containsExactly(
                        "warning at line 1, column 48: env_pass: HOOK_SECRET is never handed on:"
                                + " a secret is read from it",
                        "warning at line 1, column 48: env_pass: JENVOY_X is never handed on:"
                                + " variables JENVOY_... are the server's own");
    }

    @Test
    void equal_secrets_are_equal() {
        assertThat(Secrets.of(List.of("a")))
                .isEqualTo(Secrets.of(List.of("a")))
                .hasSameHashCodeAs(Secrets.of(List.of("a")));
        assertThat(Secrets.of(List.of("a"))).isNotEqualTo(Secrets.of(List.of("b")));
        assertThat(Secrets.of(List.of())).isSameAs(Secrets.none());
    }

    private static Secrets secrets(Config config) {
        return Secrets.of(config.get(GitHubOptions.GROUP).secrets());
    }
}
