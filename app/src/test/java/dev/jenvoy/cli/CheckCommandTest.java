package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {

    @TempDir
    private Path folder;

    private void config(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
    }

    private CommandRun check(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "check";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return CommandRun.in(folder, arguments);
    }

    @Test
    void every_file_stands_on_a_line_with_what_it_answers_to() throws IOException {
        config("{\"child_hooks\": \"delimited\", \"enforce_secret\": \"0123456789abcdef0123456789abcdef\"}");
        CommandRun.hooks(folder.resolve("hooks"), "push-a-b", "all+teams", "@acme/push");
        CommandRun.file(folder.resolve("hooks"), "README.md", "rw-r--r--");
        CommandRun run = check();
        assertThat(run.out()).isEqualTo("""
                        Configuration: config.json
                        Hooks: hooks, 4 files, child_hooks delimited

                          @acme/push  push, owner acme
                          README.md   never runs: its name does not begin with an event
                          all+teams   every event (child of all)
                          push-a-b    push, repository a-b; push, repository a, branch b

                        Common names (common_names is off): if it is on, these hooks also run for:
                          @acme/push, push-a-b: push_hook, repo_push, repo_refs_changed, tag_push_hook

                        No problems found.
                        """);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_hook_that_never_runs_is_bad() throws IOException {
        config("{\"child_hooks\": \"delimited\"}");
        CommandRun.hooks(folder.resolve("hooks"), "push.sh");
        CommandRun run = check();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("Problems:\n  push.sh: never runs: a child's name must not end in a script's extension (.sh)")
                .endsWith("1 problem found.\n");
    }

    @Test
    void a_hook_that_others_may_write_to_is_bad() throws IOException {
        config("{}");
        CommandRun.file(folder.resolve("hooks"), "push", "rwxrwxrwx");
        assertThat(check().code()).isEqualTo(1);
        assertThat(check().out()).contains("push: others may write to it");
    }

    @Test
    void what_others_may_write_to_is_bad_wherever_it_is() throws IOException {
        config("{\"data_path\": \"journal\"}");
        CommandRun.hooks(folder.resolve("hooks"), "push");
        Path data = Files.createDirectory(folder.resolve("journal"));
        assertThat(check().code()).isZero();

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(check().code()).isEqualTo(1);
        assertThat(check().out()).contains("Problems:").contains("others may write to the data folder (mode o+w)");
        assertThat(check("--json").out()).contains("\"disk\"");
        CommandRun warned = CommandRun.in(folder, Map.of("JENVOY_STRICT_MODES", "warn"), "check");
        assertThat(warned.code()).isZero();
        assertThat(warned.out()).contains("Warnings:").contains("others may write to the data folder (mode o+w)");

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(folder.resolve("hooks"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(check().code()).isEqualTo(1);
        assertThat(check().out()).contains("others may write to the hooks folder (mode o+w)");

        Files.setPosixFilePermissions(folder.resolve("hooks"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("config.json"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(check().code()).isEqualTo(1);
        assertThat(check().out()).contains("config.json: error: not used: others may write to it (mode o+w)");
    }

    @Test
    void for_root_the_owner_of_a_hook_may_be_the_servers_user() throws IOException {
        assumeTrue(StrictModes.of(Map.of()).isRoot(), "only root gives files away");
        config("{}");
        CommandRun.hooks(folder.resolve("hooks"), "push");
        Files.setAttribute(folder.resolve("hooks/push"), "unix:uid", 65_534);

        CommandRun run = check();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).doesNotContain("65534");
    }

    @Test
    void a_missing_folder_of_copies_is_reported() throws IOException {
        config("{\"backup_path\": \"copies\"}");
        CommandRun.hooks(folder.resolve("hooks"), "push");
        assertThat(check().out()).contains("backup_path is not a folder: no payload is copied");
        Files.createDirectory(folder.resolve("copies"));
        assertThat(check().out()).doesNotContain("backup_path");
    }

    @Test
    void warnings_alone_are_no_failure() throws IOException {
        config("{\"http_prot\": 1}");
        CommandRun.hooks(folder.resolve("hooks"), "push-site", "push-sitelint", "psuh");
        CommandRun run = check();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Warnings:")
                .contains("http_prot")
                .contains("at line 1, column")
                .contains("push-sitelint also runs as a child of push-site")
                .contains("did you mean push?")
                .contains("in this mode, a hook also runs as a child of every hook");
    }

    @Test
    void a_broken_configuration_tells_every_problem() throws IOException {
        config("{\n \"http_port\": \"x\",\n \"max_output\": -1\n}");
        CommandRun run = check();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("config.json: error at line 2, column")
                .contains("config.json: error at line 3, column");
    }

    @Test
    void hooks_are_looked_at_unless_what_says_where_they_are_is_broken() throws IOException {
        CommandRun.hooks(folder.resolve("hooks"), "push-site-main");
        config("{\"enforce_secret\": \"env:NOT_SET_IN_THIS_SHELL\"}");
        CommandRun unresolved = check();
        assertThat(unresolved.code()).isEqualTo(1);
        assertThat(unresolved.out()).contains("NOT_SET_IN_THIS_SHELL").contains("push-site-main");
        config("{\"hooks_path\": 7}");
        CommandRun broken = check();
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("Hooks: not checked");
    }

    @Test
    void a_missing_hooks_folder_is_bad() throws IOException {
        config("{}");
        CommandRun run = check();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("the hooks folder is missing or cannot be read");
    }

    @Test
    void without_a_configuration_the_defaults_are_used() {
        CommandRun.hooks(folder.resolve("hooks"), "push");
        CommandRun run = check();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Configuration: config.json does not exist; the defaults are used")
                .contains("Hooks: hooks, 1 file, child_hooks prefix");
    }

    @Test
    void the_configuration_is_found_by_option_and_by_variable() throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/j.json"), "{\"hooks_path\": \"../scripts\"}");
        CommandRun.hooks(folder.resolve("scripts"), "push");
        assertThat(check("--config", "etc/j.json").out())
                .contains("Configuration: etc/j.json")
                .contains("Hooks: scripts");
        assertThat(CommandRun.in(folder, Map.of("JENVOY_CONFIG", "etc/j.json"), "check")
                        .out())
                .contains("Hooks: scripts");
        assertThat(check("--config", "nothing.json").code()).isEqualTo(2);
    }

    @Test
    void what_does_not_show_is_made_visible() throws IOException {
        config("{\"child_hooks\": \"delimited\"}");
        CommandRun.hooks(folder.resolve("hooks"), "push+a\nb\u001b[31m", "push+\u202ec");
        CommandRun run = check();
        assertThat(run.out())
                .contains("push+a\\u000ab\\u001b[31m")
                .contains("push+\\u202ec")
                .doesNotContain("\u001b");
        assertThat(check("--json").out()).contains("push+a\\nb\\u001b[31m");
    }

    @Test
    void programs_get_an_object() throws IOException {
        config("{\"child_hooks\": \"delimited\", \"http_prot\": 1}");
        CommandRun.hooks(folder.resolve("hooks"), "push-a-b+x", "push.sh");
        CommandRun run = check("--json");
        assertThat(run.code()).isEqualTo(1);
        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(json.get("fine").getAsBoolean()).isFalse();
        assertThat(json.getAsJsonObject("config").getAsJsonArray("problems")).isNotEmpty();
        JsonObject hooks = json.getAsJsonObject("hooks");
        assertThat(hooks.get("folder").getAsString()).isEqualTo("hooks");
        assertThat(hooks.getAsJsonArray("files").get(0).toString())
                .isEqualTo("{\"path\":\"push-a-b+x\",\"answers_to\":["
                        + "{\"event\":\"push\",\"repository\":\"a-b\",\"child_of\":\"push-a-b\"},"
                        + "{\"event\":\"push\",\"repository\":\"a\",\"branch\":\"b\",\"child_of\":\"push-a-b\"}],"
                        + "\"common_events\":[\"push_hook\",\"repo_push\",\"repo_refs_changed\",\"tag_push_hook\"]}");
        assertThat(hooks.getAsJsonArray("files").get(1).getAsJsonObject().has("never"))
                .isTrue();
        assertThat(hooks.getAsJsonArray("findings")
                        .get(0)
                        .getAsJsonObject()
                        .get("severity")
                        .getAsString())
                .isEqualTo("fault");
    }

    @Test
    void wrong_usage_has_its_own_exit_code() {
        assertThat(check("--nonsense").code()).isEqualTo(2);
        assertThat(check("extra").code()).isEqualTo(2);
        assertThat(check("--help").code()).isZero();
        assertThat(check("--help").out()).contains("Exit code").contains("--json");
    }
}
