package dev.jenvoy.storage;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section {@code journal} means, and every problem at once. */
class JournalOptionsReaderTest {

    private static final String URL = "'url': 'jdbc:postgresql://db.example.org/jenvoy'";

    @TempDir
    Path folder;

    private record Read(Optional<JournalOptions> options, List<String> problems) {}

    private Read read(String json) {
        ProblemCollector report = new ProblemCollector();
        JsonNode node = JsonText.read(StandardCharsets.UTF_8.encode(json.replace('\'', '"')), report)
                .orElseThrow();
        Optional<JournalOptions> options = new JournalOptionsReader(new SecretReader(
                        folder, Map.of("PASSWORD", "pl4nted"), new FileReader(StrictModes.of(Map.of()))))
                .read(node, new KeyContext("journal", report));
        List<String> problems = report.problems().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
        return new Read(options, problems);
    }

    @Test
    void url_and_user_are_enough() {
        Read read = read("{" + URL + ", 'user': 'jenvoy'}");

        assertThat(read.problems()).isEmpty();
        JournalOptions options = read.options().orElseThrow();
        assertThat(options.url()).isEqualTo("jdbc:postgresql://db.example.org/jenvoy");
        assertThat(options.user()).isEqualTo("jenvoy");
        assertThat(options.password().isEmpty()).isTrue();
        assertThat(options.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.replicated()).isEqualTo(JournalOptions.Replicated.NO);
        assertThat(options.isUnsafe()).isFalse();
    }

    @Test
    void every_key_is_read_and_the_password_is_never_shown() {
        Read read = read("{" + URL + ", 'user': 'jenvoy', 'password': 'env:PASSWORD', 'lease': '1m',"
                + " 'replicated': 'required', 'unsafe': true}");

        assertThat(read.problems()).isEmpty();
        JournalOptions options = read.options().orElseThrow();
        assertThat(options.password().texts()).containsExactly("pl4nted");
        assertThat(options.lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.replicated()).isEqualTo(JournalOptions.Replicated.REQUIRED);
        assertThat(options.isUnsafe()).isTrue();
        assertThat(options.toString()).doesNotContain("pl4nted");
        assertThat(JournalOptionsReader.shown(options))
                .hasToString("{url=jdbc:postgresql://db.example.org/jenvoy, user=jenvoy, password=(set), lease=1m,"
                        + " replicated=required, unsafe=true}");
    }

    @Test
    void a_name_for_sessions_is_in_vain() {
        Read read = read("{'url': 'jdbc:postgresql://db/x?ssl=true&ApplicationName=mine', 'user': 'a'}");

        assertThat(read.options()).isPresent();
        assertThat(read.problems())
                .containsExactly("journal.url: ApplicationName has no effect: servers find each other's sessions by the"
                        + " names that they give them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | journal.url: this key is missing",
                "{'url': 'mysql://db/jenvoy', 'user': 'a'} | journal.url: \"mysql://db/jenvoy\" is not a URL like",
                "{'url': 'jdbc:postgresql://db/x?password=pl4nted', 'user': 'a'} | journal.url: the URL is shown",
                "{'url': 'jdbc:postgresql://db/x?ssl=true&sslpassword=pl4nted', 'user': 'a'} | journal.url: the URL is",
                "{'url': 'jdbc:postgresql://db/x?sslPassword=pl4nted', 'user': 'a'} | journal.url: the URL is shown",
                "{'url': 'jdbc:postgresql://me:pl4nted@db/x', 'user': 'a'} | journal.url: the URL is shown",
                "{'url': 'jdbc:postgresql://db/x', 'user': ''} | journal.user: \"\" is not the name of a role",
                "{'url': 'jdbc:postgresql://db/x', 'user': 'a', 'lease': '5s'} | journal.lease: expected a duration from",
                "{'url': 'jdbc:postgresql://db/x', 'user': 'a', 'replicated': 'yes'} | journal.replicated: \"yes\" is not",
                "{'url': 'jdbc:postgresql://db/x', 'user': 'a', 'password': 1} | journal.password: expected the password",
                "{'url': 'jdbc:postgresql://db/x', 'user': 'a', 'password': 'env:NO'} | journal.password: the environment"
            })
    void what_cannot_be_used_is_reported_without_the_password(String json, String problem) {
        Read read = read(json);

        assertThat(read.options()).isEmpty();
        assertThat(read.problems()).anyMatch(words -> words.startsWith(problem));
        assertThat(read.problems().toString()).doesNotContain("pl4nted");
    }
}
