package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that is well-formed but lets nothing in, matches nothing or does nothing is reported. */
class WithoutEffectTest {
    private static final String SECRET = "\"enforce_secret\": \"correct horse battery staple\"";

    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "allowed_ips[0]; \"allowed_ips\": [\"0.0.0.0\"]; 0.0.0.0/0",
                "allowed_ips[0]; \"allowed_ips\": [\"::\"]; ::/0",
                "trusted_proxies[0]; \"trusted_proxies\": [\"0.0.0.0\"]; one address",
                "allowed_ips[0]; \"allowed_ips\": [\"224.0.0.1\"]; no request comes from",
                "allowed_ips[0]; \"allowed_ips\": [\"255.255.255.255\"]; no request comes from",
                "senders.gitea.allowed_ips[0]; \"senders\": {\"gitea\": {\"secret\": \"correct horse battery staple\", \"allowed_ips\": [\"0.0.0.0\"]}}; one address",
                "allowed_ips; \"github_ips_only\": false, \"allowed_ips\": [\"192.0.2.0/24\"]; github_ips_only",
                "http_host; \"http_host\": \"127.0.0.1\"; trusted_proxies",
                "http_host; \"http_host\": \"localhost\", \"allowed_ips\": [\"192.0.2.1\"]; trusted_proxies",
                "senders.sns.topics; \"senders\": {\"sns\": {}}; no message",
                "senders.sns.topics; \"senders\": {\"sns\": {\"topics\": []}}; no message",
                "senders.gitlab; \"senders\": {\"gitlab\": {}}; without a secret",
                "senders.standard; \"senders\": {\"standard\": {\"allowed_ips\": [\"192.0.2.1\"]}}; without a secret",
                "senders.depot; \"senders\": {\"depot\": {\"event\": \"moved\", \"token_header\": \"X-T\"}}; without a secret",
                "senders.depot.algorithm; \"senders\": {\"depot\": {\"secret\": \"correct horse battery staple\", \"event\": \"moved\", \"token_header\": \"X-T\", \"algorithm\": \"sha1\"}}; token_header",
                "senders.depot.encoding; \"senders\": {\"depot\": {\"secret\": \"correct horse battery staple\", \"event\": \"moved\", \"token_header\": \"X-T\", \"encoding\": \"hex\"}}; token_header",
                "hooks.push-[ab]; \"hooks\": {\"push-[ab]\": {\"timeout\": \"1m\"}}; only * and ?",
                "hooks.push[; \"hooks\": {\"push[\": {\"timeout\": \"1m\"}}; only * and ?",
                "hooks.push-{a,b}; \"hooks\": {\"push-{a,b}\": {\"timeout\": \"1m\"}}; only * and ?"
            })
    void it_is_a_warning(String key, String json, String told) {
        assertThat(folder.load("{" + SECRET + ", " + json + "}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isFalse();
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.message()).contains(told);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"allowed_ips\": [\"0.0.0.0/0\", \"::/0\", \"127.0.0.1\", \"192.0.2.1\"]",
                "\"github_ips_only\": false, \"allowed_ips\": [\"127.0.0.1/32\", \"::1/128\"]",
                "\"http_host\": \"127.0.0.1\", \"allowed_ips\": [\"127.0.0.0/8\"]",
                "\"http_host\": \"127.0.0.1\", \"trusted_proxies\": [\"127.0.0.1\"]",
                "\"http_host\": \"127.0.0.1\", \"github_ips_only\": false",
                "\"http_host\": \"127.0.0.1\", \"senders\": {\"gitea\": {\"secret\": \"correct horse battery staple\"}}",
                "\"http_host\": \"127.0.0.1\", \"TRIGGERS\": {\"site:main\": {\"token\": \"correct horse battery staple\"}}",
                "\"senders\": {\"depot\": {\"secret\": \"correct horse battery staple\", \"event\": \"moved\", \"signature_header\": \"X-S\", \"prefix\": \"sha256=\", \"algorithm\": \"sha1\"}}",
                "\"hooks\": {\"push*\": {\"timeout\": \"1m\"}, \"push-?\": {\"env\": {\"A\": \"b\"}}}"
            })
    void what_has_an_effect_is_not_complained_of(String json) {
        assertThat(folder.problems("{" + SECRET + ", " + json + "}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"travis\": {\"repositories\": []}}",
                "{\"depot\": {\"secret\": \"0123456789abcdef\", \"event_header\": \"X-A\", \"token_header\": \"x-a\"}}",
                "{\"depot\": {\"secret\": \"0123456789abcdef\", \"event\": \"moved\", \"signature_header\": \"X-S\", \"delivery_header\": \"x-s\"}}",
                "{\"depot\": {\"secret\": \"0123456789abcdef\", \"event\": \"moved\", \"signature_header\": \"X-S\", \"prefix\": \" sha256=\"}}"
            })
    void what_can_only_be_a_mistake_is_an_error(String senders) {
        assertThat(folder.load("{" + SECRET + ", \"senders\": " + senders + "}"))
                .isInstanceOf(LoadResult.Broken.class);
    }

    @Test
    void an_empty_list_of_repositories_does_not_take_the_builds_of_all() {
        assertThat(folder.problems("{" + SECRET + ", \"senders\": {\"travis\": {\"repositories\": []}}}"))
                .singleElement()
                .asString()
                .startsWith("error")
                .contains("senders.travis.repositories");
    }
}
