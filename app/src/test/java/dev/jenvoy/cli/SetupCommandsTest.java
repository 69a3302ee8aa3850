package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.machine.Component;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code init} and {@code service}, the latter with a stand-in for systemctl that writes down its calls. */
class SetupCommandsTest {

    @TempDir
    private Path folder;

    private final InputStream keyboard = System.in;
    private Path home;

    @BeforeEach
    void make() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path systemctl = bin.resolve("systemctl");
        Files.writeString(systemctl, """
                #!/bin/sh
                echo "$*" >> '%s'
                echo "said $1"
                case "$*" in *status*) exit 3 ;; *fails*) exit 5 ;; esac
                """.formatted(folder.resolve("calls")));
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void giveBack() {
        System.setIn(keyboard);
        System.clearProperty("jenvoy.command");
    }

    private Cli.Ran run(String... arguments) {
        System.setProperty("jenvoy.command", "./jenvoy");
        return new Cli(folder)
                .with("PATH", folder.resolve("bin") + ":/usr/bin:/bin")
                .with("HOME", home.toString())
                .run(arguments);
    }

    private Cli.Ran answering(String answers, String... arguments) {
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
        return run(arguments);
    }

    private JsonObject config() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("config.json")))
                .getAsJsonObject();
    }

    private List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    @Test
    void without_questions_it_writes_the_defaults_that_only_the_owner_reads() throws Exception {
        Cli.Ran ran = run("init", "--yes");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(config().get("http_port").getAsInt()).isEqualTo(5000);
        assertThat(config().get("enforce_secret").getAsString()).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("config.json"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("hooks")).isDirectory();
        assertThat(ran.out())
                .contains("Start it:   ./jenvoy serve\n", "./jenvoy send push\n")
                .doesNotContain(config().get("enforce_secret").getAsString());
        assertThat(calls()).isEmpty();
        assertThat(run("config", "check").code()).isZero();
    }

    @Test
    void answers_are_taken_and_enter_is_the_default() throws Exception {
        Cli.Ran ran = answering("abc\n5080\n\nmine\n\n", "init");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("Port for deliveries [5000]: ", "A port is a number", "Hooks folder [hooks]: ");
        assertThat(config().get("http_port").getAsInt()).isEqualTo(5080);
        assertThat(config().get("hooks_path").getAsString()).isEqualTo("mine");
        assertThat(folder.resolve("mine")).isDirectory();
    }

    @Test
    void nothing_is_overwritten_and_nothing_is_written_without_an_answer() throws Exception {
        assertThat(answering("", "init").code()).isEqualTo(1);
        assertThat(answering("5000\n", "init").err()).contains("--yes takes the defaults");
        assertThat(folder.resolve("config.json")).doesNotExist();
        assertThat(run("init", "--yes", "--secret", "in-the-open-1234567").err())
                .contains("env:NAME or file:PATH");
        assertThat(folder.resolve("config.json")).doesNotExist();

        Files.writeString(folder.resolve("config.json"), "mine");
        Cli.Ran ran = run("init", "--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("there is a configuration already");
        assertThat(folder.resolve("config.json")).hasContent("mine");
    }

    @Test
    void a_service_of_the_user_is_written_enabled_shown_and_removed() throws Exception {
        assertThat(run("init", "--yes").code()).isZero();
        Path unit = home.resolve(".config/systemd/user/jenvoy.service");

        Cli.Ran dry = run("service", "install", "--user", "--dry-run");
        assertThat(dry.code()).as(dry.all()).isZero();
        assertThat(dry.out())
                .contains("would write " + unit, "would systemctl --user enable --now jenvoy", "    ExecStart=");
        assertThat(unit).doesNotExist();
        assertThat(calls()).isEmpty();

        Cli.Ran made = run("service", "install", "--user");
        assertThat(made.code()).as(made.all()).isZero();
        assertThat(made.out()).contains("write " + unit, "    said --user", "LoadCredential=");
        assertThat(calls()).containsExactly("--user daemon-reload", "--user enable --now jenvoy");
        assertThat(Files.readString(unit))
                .contains(
                        "ExecStart=" + folder.resolve("jenvoy") + " serve --config " + folder.resolve("config.json"),
                        "WantedBy=default.target")
                .doesNotContain("User=");
        assertThat(run("service", "install", "--user").code())
                .as("the same again")
                .isZero();

        assertThat(run("service", "status", "--user").code()).isEqualTo(1);
        assertThat(run("service", "uninstall", "--user").code()).isZero();
        assertThat(unit).doesNotExist();
        assertThat(calls()).endsWith("--user disable --now jenvoy", "--user daemon-reload");
        assertThat(folder.resolve("config.json")).exists();
    }

    @Test
    void a_unit_of_somebody_else_is_neither_overwritten_nor_removed() throws Exception {
        assertThat(run("init", "--yes").code()).isZero();
        Path unit = home.resolve(".config/systemd/user/jenvoy.service");
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "[Service]\nExecStart=/bin/true\n");

        assertThat(run("service", "install", "--user").err()).contains("there is another unit");
        assertThat(run("service", "uninstall", "--user").err()).contains("is not one that \"service install\" wrote");
        assertThat(unit).content().contains("/bin/true");
        assertThat(calls()).isEmpty();
    }

    @Test
    void what_systemctl_refuses_is_reported() throws Exception {
        assertThat(run("init", "--yes").code()).isZero();

        Cli.Ran ran = run("service", "install", "--user", "--name", "fails");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("systemctl enable --now fails ended with 5");
        assertThat(run("service", "install", "--user", "--name", "../evil").err())
                .contains("not a unit's name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data\nExecStartPre=/bin/touch /pwned\n#",
                "data\rx",
                "data\u0085x",
                "data ",
                "data\\",
            })
    void a_path_that_would_put_lines_into_the_unit_is_refused(String path) throws Exception {
        for (String key : List.of("data_path", "backup_path")) {
            JsonObject config = new JsonObject();
            config.addProperty("enforce_secret", "0123456789abcdef0123456789abcdef");
            config.addProperty(key, folder.resolve(path).toString());
            Files.writeString(folder.resolve("config.json"), config.toString());

            Cli.Ran ran =
                    run("service", "install", "--root", folder.resolve("image").toString());

            assertThat(ran.code()).as(ran.all()).isEqualTo(1);
            assertThat(ran.err()).contains("systemd takes no such path: " + folder);
            assertThat(ran.err().lines()).hasSize(1);
            assertThat(folder.resolve("image")).doesNotExist();
        }
    }

    @Test
    void a_configuration_of_root_that_others_may_replace_gets_no_service_of_root() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")), "only root has files of root");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        String config = theirs.resolve("config.json").toString();
        assertThat(run("init", "--yes", "--config", config).code()).isZero();
        Files.setAttribute(theirs, "unix:uid", 65_533);

        Cli.Ran ran = run(
                "service",
                "install",
                "--config",
                config,
                "--root",
                folder.resolve("image").toString());

        assertThat(ran.code()).as(ran.all()).isEqualTo(1);
        assertThat(ran.err()).contains("would run as root", "belongs to user 65533", theirs.toString());
        assertThat(folder.resolve("image")).doesNotExist();
    }

    @Test
    void root_writes_no_unit_into_the_home_of_another_user() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")), "only root can act as another user");
        assertThat(run("init", "--yes").code()).isZero();
        Files.setAttribute(home, "unix:uid", 65_533);

        Cli.Ran ran = run("service", "install", "--user");

        assertThat(ran.code()).as(ran.all()).isEqualTo(1);
        assertThat(ran.err()).contains("run this as that user");
        assertThat(Files.list(home)).isEmpty();
        assertThat(calls()).isEmpty();
    }

    @Test
    void a_configuration_in_a_folder_with_a_line_end_gets_no_unit() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("a\nUser=root"));
        assertThat(run("init", "--yes", "--config", odd.resolve("config.json").toString())
                        .code())
                .isZero();

        Cli.Ran ran = run(
                "service",
                "install",
                "--user",
                "--config",
                odd.resolve("config.json").toString());

        assertThat(ran.code()).as(ran.all()).isEqualTo(1);
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @Test
    void a_unit_of_the_system_is_one_that_systemd_accepts() throws Exception {
        Component.need("systemd-analyze");
        Path odd = Files.createDirectories(folder.resolve("my 100% $HOME"));
        Files.copy(Path.of("/bin/true"), odd.resolve("jenvoy"));
        Cli cli = new Cli(odd).with("PATH", folder.resolve("bin") + ":/usr/bin").with("HOME", home.toString());
        assertThat(cli.run("init", "--yes").code()).isZero();
        System.setProperty("jenvoy.command", "./jenvoy");

        Cli.Ran ran =
                cli.run("service", "install", "--root", folder.resolve("image").toString());

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(calls()).containsExactly("--root=" + folder.resolve("image") + " enable jenvoy");
        Path unit = folder.resolve("image/etc/systemd/system/jenvoy.service");
        assertThat(Files.readString(unit)).contains("User=", "ProtectSystem=strict", "ReadWritePaths=");
        Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        verify.waitFor();
        assertThat(said).doesNotContain("jenvoy.service");
    }
}
