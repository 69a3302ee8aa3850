package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code journal} beside other keys. */
class JournalSectionTest {

    private static final String SECRET = "\"enforce_secret\": \"a secret that is long enough\"";
    private static final String JOURNAL =
            "\"journal\": {\"url\": \"jdbc:postgresql://db/jenvoy\", \"user\": \"jenvoy\","
                    + " \"password\": \"env:PASSWORD\"}";

    @TempDir
    Path temp;

    @Test
    void servers_that_share_a_journal_need_the_same_key_for_its_secrets() throws IOException {
        ConfigFolder folder = new ConfigFolder(temp, Map.of("PASSWORD", "pl4nted"));

        assertThat(folder.problems("{" + SECRET + ", " + JOURNAL + "}"))
                .singleElement()
                .asString()
                .contains("endpoint_key")
                .contains("all servers need the same one");
    }

    @Test
    void what_deliveries_survive_is_up_to_a_database_that_servers_share() throws IOException {
        ConfigFolder folder = new ConfigFolder(temp, Map.of("PASSWORD", "pl4nted"));
        String key = "\"endpoint_key\": \"" + "0123456789abcdef".repeat(4) + "\"";

        assertThat(folder.problems("{" + SECRET + ", " + JOURNAL + ", " + key + ", \"durability\": \"process\"}"))
                .singleElement()
                .asString()
                .contains("durability")
                .contains("\"process\" is for a journal in data_path");
    }

    @Test
    void an_empty_text_means_the_file_in_the_data_folder() throws IOException {
        ConfigFolder folder = new ConfigFolder(temp, Map.of());

        assertThat(folder.config("{" + SECRET + ", \"journal\": \"\"}").get(JournalSection.GROUP))
                .isEmpty();
    }

    @Test
    void the_password_is_not_shown_and_its_variable_is_not_passed_to_hooks() throws IOException {
        ConfigFolder folder = new ConfigFolder(temp, Map.of("PASSWORD", "pl4nted"));
        Config config = folder.config("{" + SECRET + ", " + JOURNAL + ", \"env_pass\": [\"*\"], \"endpoint_key\": \""
                + "0123456789abcdef".repeat(4) + "\"}");

        assertThat(config.get(JournalSection.GROUP)).isPresent();
        assertThat(config.toString()).contains("jdbc:postgresql://db/jenvoy").doesNotContain("pl4nted");
        assertThat(config.passes("PASSWORD")).isFalse();
    }
}
