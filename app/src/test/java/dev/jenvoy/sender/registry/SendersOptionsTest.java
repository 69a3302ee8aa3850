package dev.jenvoy.sender.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ConfigFolder;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.travis.TravisOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single senders have of their own. */
class SendersOptionsTest {

    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of());
    }

    private TravisOptions travis(String senders) {
        return TravisOptions.of(
                folder.config("{\"senders\": " + senders + "}").senders().of("travis"));
    }

    private LoadResult load(String senders) {
        return folder.load("{\"enforce_secret\": \"0123456789abcdef\", \"senders\": " + senders + "}");
    }

    @Test
    void travis_is_asked_for_its_key_where_nothing_else_opens_the_door() {
        assertThat(travis("{}").api()).isEmpty();
        assertThat(travis("{\"travis\": {}}").api()).contains(URI.create("https://api.travis-ci.com"));
        assertThat(travis("{\"travis\": {\"secret\": \"0123456789abcdef\"}}").api())
                .isEmpty();
        assertThat(travis("{\"travis\": {\"insecure\": true}}").api()).isEmpty();
        TravisOptions both = travis(
                "{\"travis\": {\"secret\": \"0123456789abcdef\", \"api\": \"https://travis.example.com/api\", \"repositories\": [\"acme/*\"]}}");
        assertThat(both.api()).contains(URI.create("https://travis.example.com/api"));
        assertThat(both.repositories()).containsExactly("acme/*");
    }

    @Test
    void travis_signs_for_all_its_users_so_a_missing_list_is_warned_of() {
        assertThat(load("{\"travis\": {}}").problems())
                .extracting(Problem::key)
                .containsExactly("senders.travis.repositories");
        assertThat(load("{\"travis\": {\"repositories\": [\"acme/site\"]}}").problems())
                .isEmpty();
        assertThat(load("{\"travis\": {\"secret\": \"0123456789abcdef\"}}").problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.travis-ci.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://192.0.2.1/",
                "https://user:pass@travis.example.com",
                "https://travis.example.com/?a=b",
                "https://travis.example.com/#a",
                "ftp://travis.example.com",
                "travis.example.com",
                "https:",
                ""
            })
    void a_key_comes_only_over_https_or_from_this_machine(String api) {
        assertThat(load("{\"travis\": {\"repositories\": [\"a/b\"], \"api\": \"" + api + "\"}}"))
                .isInstanceOf(LoadResult.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/x", "http://[::1]:80", "http://localhost", "HTTPS://travis.example.com/"})
    void a_safe_address_is_taken(String api) {
        assertThat(travis("{\"travis\": {\"api\": \"" + api + "\"}}").api()).contains(URI.create(api));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "*", "*/*", "acme/si*", "acme/", "/site", "acme/a b"})
    void a_repository_is_named_with_its_owner(String repository) {
        assertThat(load("{\"travis\": {\"repositories\": [\"" + repository + "\"]}}"))
                .isInstanceOf(LoadResult.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a plain text of some length", "whsec_", "whsec_!!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void a_secret_of_standard_webhooks_has_its_form_and_is_not_shown(String secret) {
        LoadResult result = load("{\"standard\": {\"secret\": \"" + secret + "\"}}");
        assertThat(result).isInstanceOf(LoadResult.Broken.class);
        assertThat(result.problems().toString()).doesNotContain(secret + "\"").contains("senders.standard.secret");
    }

    @Test
    void a_good_secret_of_standard_webhooks_is_taken_and_a_short_one_warned_of() {
        assertThat(load("{\"standard\": {\"secret\": \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}}")
                        .problems())
                .isEmpty();
        assertThat(load("{\"standard\": {\"secret\": [\"whsec_MfKQ9r8GKYqrTwjU\"]}}")
                        .problems())
                .extracting(Problem::key)
                .containsExactly("senders.standard.secret");
    }
}
