package dev.jenvoy.contract.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests variables of a hook whose values are secrets. */
class HookSecretsTest {

    private static final String FROM_VARIABLE = "planted-in-a-variable-91ac";
    private static final String FROM_FILE = "planted-in-a-file-4be0";
    private static final String FROM_SYSTEMD = "planted-as-a-credential-77d2";
    private static final String NEWER = "planted-later-in-the-file-02fa";

    @TempDir
    Path folder;

    private CapturedLog log;
    private TestServer site;

    @BeforeEach
    void prepare() throws IOException {
        log = CapturedLog.open();
        secret("token", FROM_FILE);
        Files.createDirectories(folder.resolve("credentials"));
        secret("credentials/key", FROM_SYSTEMD);
        site = TestServer.in(folder)
                .with("debug_level", "DEBUG")
                .variable("CREDENTIALS_DIRECTORY", folder.resolve("credentials").toString())
                .variable("DEPLOY", FROM_VARIABLE)
                .with("env_pass", List.of("*"))
                .with(
                        "hooks",
                        Map.of(
                                "push",
                                Map.of(
                                        "env",
                                        Map.of("B", "shadowed"),
                                        "secrets",
                                        Map.of("A", "env:DEPLOY", "B", "file:token", "C", "credential:key"))))
                .hook("push", "#!/bin/sh", "echo \"$A|$B|$C\" | md5sum", "echo \"deploy=$DEPLOY\"")
                .hook("all", "#!/bin/sh", "echo \"$A$B$C$DEPLOY\"");
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void nothing_is_in_the_log() {
        site.close();
        log.close();
        assertThat(String.join("\n", log.lines())).doesNotContain(FROM_VARIABLE, FROM_FILE, FROM_SYSTEMD, NEWER);
    }

    private static String digest(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("MD5").digest((text + "\n").getBytes("US-ASCII"));
        return HexFormat.of().formatHex(hash);
    }

    @Test
    void a_hook_has_them_and_no_other_does() throws Exception {
        site.start();
        HttpAnswer answer = site.send(HookRequest.push());
        assertThat(answer.stdout("push"))
                .startsWith(digest(FROM_VARIABLE + "|" + FROM_FILE + "|" + FROM_SYSTEMD))
                .endsWith("deploy=\n");
        assertThat(answer.stdout("all")).isEqualTo("\n");
    }

    @Test
    void another_content_of_the_file_counts_from_the_next_run_on() throws Exception {
        site.start();
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
        secret("token", NEWER);
        assertThat(site.send(HookRequest.push()).stdout("push"))
                .startsWith(digest(FROM_VARIABLE + "|" + NEWER + "|" + FROM_SYSTEMD));
    }

    @Test
    void only_their_names_are_shown() throws Exception {
        site.start();
        String hooks = site.admin("/api/hooks").body();
        String config = site.admin("/api/config").body();
        assertThat(hooks).contains("\"secrets\":[\"A\",\"B\",\"C\"]");
        assertThat(config)
                .containsPattern("\"secrets\":\\{\"[ABC]\":\"\\(set\\)\"")
                .doesNotContain("shadowed");
        assertThat(hooks + config).doesNotContain(FROM_VARIABLE, FROM_FILE, FROM_SYSTEMD);
    }

    @Test
    void one_that_is_missing_leaves_the_last_good_configuration_in_force() throws Exception {
        site.start();
        Files.delete(folder.resolve("token"));
        assertThat(site.send(HookRequest.push()).stdout("push"))
                .startsWith(digest(FROM_VARIABLE + "|" + FROM_FILE + "|" + FROM_SYSTEMD));
        assertThat(log.lines()).anyMatch(line -> line.contains("hooks.push.secrets.B"));
    }

    @Test
    void a_secret_in_the_file_itself_is_an_error_that_does_not_show_it() {
        site.with("hooks", Map.of("push", Map.of("secrets", Map.of("A", FROM_VARIABLE, "JENVOY_X", "file:token"))));
        assertThatThrownBy(() -> site.start())
                .hasMessageContaining("hooks.push.secrets.A")
                .hasMessageContaining("not a reference to a secret")
                .hasMessageContaining("hooks.push.secrets.JENVOY_X")
                .hasMessageNotContaining(FROM_VARIABLE);
    }

    @Test
    void a_credential_needs_a_service_of_systemd() {
        site.variable("CREDENTIALS_DIRECTORY", "");
        assertThatThrownBy(() -> site.start()).hasMessageContaining("systemd gave no credentials to the server");
    }

    @Test
    void a_credential_is_a_name_and_no_path() {
        site.with("hooks", Map.of("push", Map.of("secrets", Map.of("A", "credential:../token"))));
        assertThatThrownBy(() -> site.start()).hasMessageContaining("expected the name of a credential");
    }
}
