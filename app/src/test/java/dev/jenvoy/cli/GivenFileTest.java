package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.hook.Shells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command waits for a pipe or a device that it is given as a file. */
class GivenFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain push --payload FILE",
                "chat render FILE --event push",
                "chat import FILE --url http://127.0.0.1:1 --token env:TOKEN",
                "send FILE --event push --url http://127.0.0.1:1",
                "tickets explain --payload FILE",
                "tickets plan --payload FILE",
            })
    void what_is_no_regular_file_is_refused(String command) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(folder.resolve("soc.hcl"), """
                provisioner "soc" {
                  aliasmapper "soc" { aliases = { done: "Done" } }
                  statemachine "soc" {
                    initial = "done"
                    state "done" "next" { transition = "<end>" }
                  }
                }
                """);
        Files.writeString(folder.resolve("config.json"), """
                {
                  "allowed_ips": ["127.0.0.1"],
                  "enforce_secret": "planted-secret-5f0c9a7be1d24386",
                  "tickets": {
                    "statemachines_path": ".",
                    "trackers": {
                      "a": {"kind": "jira", "url": "http://127.0.0.1:1", "token": "not-a-real-token",
                        "statefile": "soc.hcl", "projects": ["SOC"]}
                    }
                  }
                }
                """);
        Shells.run(folder, "mkfifo pipe");

        for (String file : new String[] {"pipe", "/dev/zero", "hooks"}) {
            Cli.Ran ran = Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> new Cli(folder)
                            .with("TOKEN", "x")
                            .run(command.replace("FILE", file).split(" ")));

            assertThat(ran.err()).contains("not a regular file").contains(file);
            assertThat(ran.code()).isNotZero();
        }
    }
}
