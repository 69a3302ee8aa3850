package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.crash.kit.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the options of {@code serve} that take the place of the configuration's values, with the real process. */
@Timeout(300)
final class ServeOptionsTest {

    private static final Pattern DASHBOARD = Pattern.compile(" +dashboard +(http://\\S+)/");

    @TempDir
    Path folder;

    private static String dashboard(ServerProcess server) {
        String[] found = new String[1];
        Eventually.that(() -> assertThat(server.output()).anySatisfy(line -> {
            var matcher = DASHBOARD.matcher(line);
            assertThat(matcher.matches()).isTrue();
            found[0] = matcher.group(1);
        }));
        return found[0];
    }

    private JsonObject config(String url) {
        Cli.Ran ran = new Cli(folder).run("config", "--json", "--url", url);
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    @Test
    void they_win_over_the_file_now_and_after_its_changes_and_are_shown_as_such() throws Exception {
        Path file = folder.resolve("config.json");
        String text = "{\"http_port\": 1, \"admin_port\": 1, \"hooks_path\": \"nowhere\", \"github_ips_only\": false,"
                + " \"debug_level\": \"INFO\"}";
        Files.writeString(file, text);
        Path hooks = Files.createDirectories(folder.resolve("mine"));
        try (ServerProcess server = ServerProcess.startIn(
                        folder, List.of("--host", "127.0.0.1", "--port", "0", "--admin-port", "0", "--hooks", "mine"))
                .serving()) {
            String url = dashboard(server);
            JsonObject shown = config(url);

            assertThat(shown.getAsJsonObject("values").get("hooks_path").getAsString())
                    .isEqualTo(hooks.toString());
            assertThat(shown.getAsJsonArray("command_line"))
                    .map(one -> one.getAsJsonObject().get("key").getAsString())
                    .containsExactly("http_host", "http_port", "admin_port", "hooks_path");
            assertThat(new Cli(folder).run("config", "--url", url).out())
                    .containsPattern("hooks_path +" + hooks + " \\(from --hooks of the command line\\)\n");

            Files.writeString(file, text.replace("nowhere", "elsewhere").replace("INFO", "ERROR"));
            Eventually.that(() -> assertThat(config(url)
                            .getAsJsonObject("values")
                            .get("debug_level")
                            .getAsString())
                    .isEqualTo("ERROR"));
            assertThat(config(url).getAsJsonObject("values").get("hooks_path").getAsString())
                    .isEqualTo(hooks.toString());
            assertThat(config(url).getAsJsonArray("restart_needed")).isEmpty();
            assertThat(Files.readString(file)).contains("elsewhere");
        }
    }

    @ParameterizedTest
    @CsvSource({"--port, 70000", "--port, -1", "--admin-port, x", "--log-level, loud"})
    void a_value_that_cannot_be_is_wrong_usage(String option, String value) throws Exception {
        Cli.Ran ran = new Cli(folder).run("serve", option, value);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(option, value).endsWith("See: jenvoy serve --help\n");
        assertThat(Files.list(folder)).isEmpty();
    }
}
