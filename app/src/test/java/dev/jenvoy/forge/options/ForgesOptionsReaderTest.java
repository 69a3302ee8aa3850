package dev.jenvoy.forge.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.permission.StrictModes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section {@code forges} means, and every problem at once. */
class ForgesOptionsReaderTest {

    @TempDir
    Path folder;

    private record Read(Optional<ForgesOptions> options, List<String> problems) {}

    private Read read(String json) {
        ProblemCollector report = new ProblemCollector();
        JsonNode node = JsonText.read(StandardCharsets.UTF_8.encode(json.replace('\'', '"')), report)
                .orElseThrow();
        Optional<ForgesOptions> options = new ForgesOptionsReader(
                        new SecretReader(folder, Map.of("TOKEN", "t0k3n"), new FileReader(StrictModes.of(Map.of()))))
                .read(node, new KeyContext("forges", report));
        List<String> problems = report.problems().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
        return new Read(options, problems);
    }

    private ForgesOptions sound(String json) {
        Read read = read(json);
        assertThat(read.problems()).isEmpty();
        return read.options().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "github.com, , https://api.github.com",
        "acme.ghe.com, github, https://api.acme.ghe.com",
        "git.acme.example, github, https://git.acme.example/api/v3",
        "gitlab.com, , https://gitlab.com/api/v4",
        "git.acme.example:8443, gitlab, https://git.acme.example:8443/api/v4",
        "codeberg.org, , https://codeberg.org/api/v1",
        "bitbucket.org, , https://api.bitbucket.org/2.0",
        "git.acme.example, bitbucket_server, https://git.acme.example/rest/api/latest"
    })
    void a_host_has_the_api_of_its_kind(String host, String kind, String api) {
        ForgesOptions forges = sound("{'dashboard_url': 'https://jenvoy.example', 'hosts': {'" + host + "': {"
                + (kind == null ? "" : "'kind': '" + kind + "', ") + "'token': 'env:TOKEN'}}}");

        assertThat(forges.of(host, "acme/site").orElseThrow().api().uri()).hasToString(api);
        assertThat(forges.toString()).doesNotContain("t0k3n");
    }

    @Test
    void the_entry_with_the_longest_path_counts_and_inherits_kind_and_api() {
        ForgesOptions forges = sound("{'hosts': {'git.acme.example/Tools/Web': {'token': 'third'},"
                + " 'git.acme.example': {'kind': 'gitlab', 'api': 'https://api.acme.example/v4/', 'token': 'first'},"
                + " 'git.acme.example/tools': {'token': 'second'}}}");

        assertThat(forges.of("git.acme.example", "tools/web/site")
                        .orElseThrow()
                        .credentials()
                        .secret())
                .isEqualTo("third");
        assertThat(forges.of("git.acme.example", "tools/webshop")
                        .orElseThrow()
                        .credentials()
                        .secret())
                .isEqualTo("second");
        assertThat(forges.of("git.acme.example", "toolshed/site")
                        .orElseThrow()
                        .credentials()
                        .secret())
                .isEqualTo("first");
        assertThat(forges.of("git.acme.example", "tools/x").orElseThrow().api().uri())
                .hasToString("https://api.acme.example/v4");
        assertThat(forges.of("acme.example", "tools/x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'github.com': {}|\"token\" is missing: a forge is never asked without one",
                "'github.com': {'token': 'a', 'app': {'id': 1, 'key': 'x'}}|there can be a \"token\" or an \"app\", not both",
                "'git.acme.example': {'token': 'a'}|\"kind\" is missing",
                "'gitlab.com': {'app': {'id': 1, 'key': 'x'}}|only GitHub has Apps",
                "'github.com': {'app': {'id': 1, 'key': 'x'}}|not an RSA key",
                "'github.com': {'token': 'a', 'user': 'ann'}|only Bitbucket takes a token with a user",
                "'bitbucket.org': {'token': 'a'}|Bitbucket takes no status without a link",
                "'github.com': {'token': 'a', 'api': 'http://git.acme.example'}|expected an address that begins with https://",
                "'https://github.com': {'token': 'a'}|not a name of a forge",
                "'github.com/': {'token': 'a'}|not a name of a forge",
                "'github.com': {'token': 'a'}, 'GitHub.com': {'token': 'a'}|is there twice",
                "'github.com': {'token': 'a b'}|has a blank",
                "'github.com': {'token': 'a', 'tokn': 'b'}|unknown key"
            })
    void what_is_wrong_is_said(String hosts, String problem) {
        assertThat(read("{'hosts': {" + hosts + "}}").problems()).anyMatch(text -> text.contains(problem));
    }

    @Test
    void both_forms_of_a_key_are_the_same_key_and_others_are_none() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        java.security.PrivateKey key = generator.generateKeyPair().getPrivate();
        String pkcs8 = java.util.Base64.getMimeEncoder().encodeToString(key.getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + pkcs8 + "\n-----END PRIVATE KEY-----\n";

        assertThat(AppKey.read(pem).orElseThrow().key()).isEqualTo(key);
        assertThat(AppKey.read(pem)).hasToString("Optional[AppKey[hidden]]");
        assertThat(AppKey.read(pem.replace("PRIVATE", "ENCRYPTED PRIVATE"))).isEmpty();
        assertThat(AppKey.read(pem.replace("PRIVATE", "RSA PRIVATE"))).isEmpty();
        assertThat(AppKey.read("-----BEGIN PRIVATE KEY-----\n" + "A".repeat(80) + "\n-----END PRIVATE KEY-----"))
                .isEmpty();
    }

    @Test
    void webhooks_are_searched_of_what_the_entry_covers() {
        String begin = "{'webhook_url': 'https://here.example', 'hosts': {";
        assertThat(sound(begin + "'github.com/acme': {'token': 't', 'webhooks_of': ['acme', 'Acme/site']}}}")
                        .hosts()
                        .get("github.com/acme")
                        .webhooksOf())
                .containsExactly("acme", "Acme/site");
        Map<String, String> wrong = Map.of(
                "'github.com/acme': {'token': 't', 'webhooks_of': ['other/site']}", "not below \"acme\"",
                "'github.com': {'token': 't', 'webhooks_of': ['a/b/c']}", "OWNER/REPOSITORY",
                "'gitlab.com': {'token': 't', 'webhooks_of': ['acme']}", "expected a project",
                "'codeberg.org': {'token': 't', 'webhooks_of': ['a/b']}", "only GitHub and GitLab",
                "'github.com': {'token': 't', 'webhooks_of': ['a b']}", "a repository or an organisation");
        wrong.forEach((entry, words) -> assertThat(read(begin + entry + "}}").problems())
                .as(entry)
                .anyMatch(problem -> problem.contains(words)));
        assertThat(read("{'hosts': {'github.com': {'token': 't', 'webhooks_of': ['a/b']}}}")
                        .problems())
                .anyMatch(problem -> problem.contains("\"webhook_url\""));
    }
}
