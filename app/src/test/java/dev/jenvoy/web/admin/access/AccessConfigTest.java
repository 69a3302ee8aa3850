package dev.jenvoy.web.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ConfigFolder;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what the configuration says of tokens and users, and what it refuses. */
class AccessConfigTest {

    private static final String SECRET = "planted-token-that-is-long-enough";

    @TempDir
    private Path temp;

    private ConfigFolder folder;

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of("TOKEN", SECRET));
    }

    private AdminAccess access(String json) {
        return folder.config(json).get(AdminListenerOptions.GROUP).access();
    }

    @Test
    void without_keys_no_client_needs_to_prove_anything() {
        assertThat(access("{}").required()).isFalse();
        assertThat(access("{\"admin_tokens\": {}, \"admin_users\": {}}").required())
                .isFalse();
    }

    @Test
    void tokens_are_read_by_reference_and_are_not_shown() {
        String json =
                "{\"admin_token\": \"another-token-of-the-file\", \"admin_tokens\": {\"ops\": {\"token\": \"env:TOKEN\","
                        + " \"role\": \"operate\"}}}";
        AdminAccess access = access(json);

        assertThat(access.required()).isTrue();
        assertThat(access.token(SECRET).orElseThrow().role()).isEqualTo(Role.OPERATE);
        assertThat(access.token("another-token-of-the-file").orElseThrow().name())
                .isEqualTo("admin_token");
        assertThat(access.token(SECRET + " ")).isEmpty();
        assertThat(access.token("")).isEmpty();
        assertThat(access.toString()).doesNotContain(SECRET, "another-token");
        assertThat(folder.config(json).toString()).doesNotContain(SECRET, "another-token");
        assertThat(folder.config(json).shown().get("admin_tokens"))
                .isEqualTo(Map.of("ops", Map.of("token", "(set)", "role", "operate")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'admin_tokens': {'a': {'token': '', 'role': 'read'}}} | an empty token would open the door",
                "{'admin_tokens': {'a': {'token': '   ', 'role': 'read'}}} | blank secret",
                "{'admin_tokens': {'a': {'token': 'env:MISSING', 'role': 'read'}}} | MISSING is not set",
                "{'admin_tokens': {'a': {'token': 'env:TOKEN'}}} | admin_tokens.a.role: this key is missing",
                "{'admin_tokens': {'a': {'role': 'read'}}} | admin_tokens.a.token: this key is missing",
                "{'admin_tokens': {'a': {'token': 'env:TOKEN', 'role': 'root'}}} | admin_tokens.a.role",
                "{'admin_tokens': {'a b': {'token': 'env:TOKEN', 'role': 'read'}}} | not a name",
                "{'admin_tokens': {'admin_token': {'token': 'env:TOKEN', 'role': 'read'}}} | this name means the key",
                "{'admin_tokens': {'a': {'token': 'env:TOKEN', 'role': 'read'}, 'b': {'token': 'env:TOKEN', 'role':"
                        + " 'admin'}}} | the same token as that of \"a\"",
                "{'admin_tokens': ['x']} | expected an object",
                "{'admin_users': {'proxies': [], 'role': 'read'}} | an empty list",
                "{'admin_users': {'proxies': ['0.0.0.0/0'], 'role': 'read'}} | every client could claim to be any user",
                "{'admin_users': {'proxies': ['::/0'], 'role': 'read'}} | every client could claim to be any user",
                "{'admin_users': {'role': 'read'}} | admin_users.proxies: this key is missing",
                "{'admin_users': {'proxies': ['192.0.2.7']}} | no user has a role",
                "{'admin_users': {'proxies': ['192.0.2.7'], 'groups': {'ops': 'read'}}} | \"groups_header\" is missing",
                "{'admin_users': {'proxies': ['192.0.2.7'], 'role': 'read', 'header': 'Cookie'}} | another meaning",
                "{'admin_users': {'proxies': ['192.0.2.7'], 'role': 'read', 'header': 'X User'}} | name of a header",
                "{'admin_users': {'proxies': ['192.0.2.7'], 'users': {'': 'read'}}} | not a name",
                "{'admin_users': {'proxies': ['127.0.0.1'], 'role': 'read'}} | can claim to be any user",
                "{'admin_host': '0.0.0.0'} | others than this machine could reach the admin listener",
            })
    void what_is_wrong_is_said(String json, String words) {
        assertThat(folder.problems(json.replace('\'', '"')).toString())
                .contains(words)
                .doesNotContain(SECRET);
    }

    @Test
    void a_listener_for_others_needs_a_token_or_users() {
        for (String key : new String[] {
            "\"admin_token\": \"env:TOKEN\"",
            "\"admin_tokens\": {\"a\": {\"token\": \"env:TOKEN\", \"role\": \"read\"}}",
            "\"admin_users\": {\"proxies\": [\"192.0.2.7\"], \"role\": \"read\"}"
        }) {
            assertThat(folder.problems("{\"admin_host\": \"0.0.0.0\", " + key + "}")
                            .toString())
                    .as(key)
                    .doesNotContain("others than this machine");
        }
    }
}
