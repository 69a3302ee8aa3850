package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another user of the machine, beside the real server, can use only what the modes of files allow. */
@Timeout(300)
final class StrangerTest {

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();
    private ServerSite site;

    @BeforeEach
    void build() throws Exception {
        Component.need("setpriv");
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")), "only root can act as another user");
        mode(folder, "rwxr-xr-x");
        site = new ServerSite(folder).hook("push", "echo the operator\\'s\n");
        mode(folder.resolve("witness"), "rwxrwxrwx");
    }

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private int asStranger(String script) throws Exception {
        Process process = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private String push(ServerProcess server, String id) throws Exception {
        return sender.push(server.port(), id, "site").body();
    }

    @Test
    void a_hook_that_a_stranger_put_in_place_does_not_run_however_soon_it_comes() throws Exception {
        try (ServerProcess server = site.start().serving()) {
            assertThat(push(server, "one")).contains("the operator's");

            mode(site.hooks(), "rwxrwxrwx");
            String theirs =
                    "rm hooks/push; printf '#!/bin/sh\\ntouch witness/owned\\n' > hooks/push; chmod 755 hooks/push";
            assertThat(asStranger(theirs)).isZero();

            String answer = push(server, "two");
            assertThat(answer).contains("126", "belongs to user 65534").doesNotContain(folder.toString());
            assertThat(folder.resolve("witness/owned")).doesNotExist();
        }
    }

    @Test
    void a_hooks_path_that_a_stranger_wrote_does_not_become_live() throws Exception {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        mode(theirs, "rwxrwxrwx");
        try (ServerProcess server = site.start().serving()) {
            mode(folder.resolve("config.json"), "rw-rw-rw-");
            String script = "printf '#!/bin/sh\\ntouch ../witness/owned\\n' > theirs/push; chmod 755 theirs/push;"
                    + " sed 's/\"http_host\"/\"hooks_path\": \"theirs\", \"http_host\"/' config.json > theirs/c;"
                    + " cat theirs/c > config.json";
            assertThat(asStranger(script)).isZero();

            assertThat(push(server, "one")).contains("the operator's");
            assertThat(folder.resolve("witness/owned")).doesNotExist();
            String ready = sender.get(server.port(), "/readyz").body();
            assertThat(ready).contains("others may write to it").doesNotContain(folder.toString());
        }
    }

    @Test
    void a_data_folder_that_strangers_may_write_to_keeps_the_server_from_starting() throws Exception {
        mode(Files.createDirectory(folder.resolve("data")), "rwxrwxrwx");
        try (ServerProcess server = site.start()) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", server.output()))
                    .contains("others may write to the data folder")
                    .contains("JENVOY_STRICT_MODES=warn");
        }
    }

    @Test
    void what_a_stranger_put_into_the_data_folder_is_no_library_of_the_servers() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setAttribute(data, "unix:mode", 01777);
        assertThat(asStranger("mkdir data/native")).isZero();
        mode(data, "rwxr-xr-x");
        try (ServerProcess server = site.start()) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", server.output())).contains("the data folder's native belongs to user 65534");
        }
    }
}
