package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code export}: every delivery or run that a filter admits, in forms that programs read. */
class ExportCommandTest {

    @TempDir
    private Path shell;

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .hook("push", "#!/bin/sh", "exit 3")
                .hook("push+2", "#!/bin/sh", "true")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void push(String branch, String sender) throws Exception {
        site.send(HookRequest.event(
                "push",
                "{\"ref\": \"refs/heads/" + branch + "\", \"repository\": {\"name\": \"site\", \"owner\": {\"login\":"
                        + " \"acme\"}}, \"sender\": {\"login\": \"" + sender + "\"}}"));
    }

    private Cli.Ran export(String... more) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "export", "--url", "http://127.0.0.1:" + site.adminAddress().getPort()
                },
                3 + more.length);
        System.arraycopy(more, 0, all, 3, more.length);
        return new Cli(shell).run(all);
    }

    @Test
    void json_lines_have_each_delivery_as_the_api_has_it() throws Exception {
        push("main", "octo");
        push("dev", "octo");

        List<JsonObject> lines = export().out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();

        assertThat(lines).map(line -> line.get("entry").getAsLong()).containsExactly(2L, 1L);
        assertThat(lines.get(0).get("state").getAsString()).isEqualTo("failed");
        assertThat(export("--branch", "dev").out().lines()).hasSize(1);
        assertThat(export("--state", "succeeded").out()).isEmpty();
    }

    @Test
    void csv_has_a_head_and_no_value_that_breaks_a_line_or_is_a_formula() throws Exception {
        push("main", "=HYPERLINK(\\\"x\\\"),a");

        List<String> lines = List.of(export("--format", "csv").out().split("\r\n"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("entry,id,source,event,").endsWith(",duration_ms");
        assertThat(lines.get(1)).startsWith("1,").contains(",\"'=HYPERLINK(\"\"x\"\"),a\",");
    }

    @Test
    void runs_have_a_line_for_each_attempt_of_a_hook() throws Exception {
        push("main", "octo");

        List<String> lines = List.of(export("--runs", "--format", "csv").out().split("\r\n"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).matches("1,.*,push,acme,site,main,,[^,]*,push,hook,1,[^,]+,\\d+,exited,3,true,");
        assertThat(lines.get(2)).contains(",push+2,hook,1,").endsWith(",exited,0,false,");
        assertThat(export("--runs").out().lines()).hasSize(2);
    }

    @Test
    void a_file_is_written_once() throws Exception {
        push("main", "octo");

        assertThat(export("--output", "all.jsonl").code()).isZero();
        assertThat(Files.readString(shell.resolve("all.jsonl")).lines()).hasSize(1);
        Cli.Ran again = export("--output", "all.jsonl");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("already");
    }
}
