package dev.jenvoy.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.serve.Welcome;
import dev.jenvoy.config.ConfigFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instructions repeat the command as the user typed it. */
class CalledAsTest {

    private static final Path FOLDER = Path.of("/srv/hooks here");

    @AfterEach
    void forget() {
        System.clearProperty("jenvoy.command");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "./jenvoy | ./jenvoy",
                "/opt/jenvoy/jenvoy | /opt/jenvoy/jenvoy",
                "./my tools/jenvoy | './my tools/jenvoy'",
            })
    void the_launcher_says_how_it_was_called(String called, String shown) {
        System.setProperty("jenvoy.command", called);

        assertThat(CalledAs.words()).isEqualTo(shown);
        assertThat(welcome(FOLDER.resolve("config.json"))).contains(shown + " send push\n");
    }

    @Test
    void a_quote_in_the_path_cannot_end_the_word() {
        assertThat(CalledAs.quoted("it's")).isEqualTo("'it'\\''s'");
    }

    @Test
    void another_configuration_is_named_for_the_second_terminal() {
        System.setProperty("jenvoy.command", "./jenvoy");

        assertThat(welcome(Path.of("/etc/jenvoy/config.json")))
                .contains("./jenvoy send push --config /etc/jenvoy/config.json\n");
    }

    private static String welcome(Path config) {
        StringWriter out = new StringWriter();
        new Welcome(new PrintWriter(out), ConfigFile.locate(config, Map.of(), FOLDER), FOLDER, false).first("s", 5000);
        return out.toString();
    }
}
