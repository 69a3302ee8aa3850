package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests copies of verified payloads, with genvoy's names. */
class BackupTest {

    @TempDir
    Path folder;

    private Path backup;
    private CapturedLog log;
    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        log = CapturedLog.open();
        backup = Files.createDirectories(folder.resolve("backup"));
        site = TestServer.in(folder)
                .clock(Clock.fixed(Instant.parse("2026-11-22T23:30:05Z"), ZoneId.of("Europe/Vienna")))
                .with("backup_path", "backup")
                .hook("push-site", "#!/bin/sh", "echo ok")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
        log.close();
    }

    private List<String> copies() throws Exception {
        try (Stream<Path> files = Files.list(backup)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void taken(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_copy_has_genvoys_name_in_local_time_and_the_whole_payload() throws Exception {
        HookRequest request = HookRequest.event("push", Payloads.PUSH.replace(",", " ,\n"));
        taken(request);
        String name = "20261123-003005-push-" + request.id() + ".json";
        assertThat(copies()).containsExactly(name);
        assertThat(backup.resolve(name)).hasBinaryContent(request.body());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.resolve(name))))
                .isEqualTo("rw-------");
    }

    @Test
    void of_a_form_its_payload_is_kept() throws Exception {
        taken(HookRequest.push().asForm());
        assertThat(Files.readString(backup.resolve(copies().get(0)), StandardCharsets.UTF_8))
                .isEqualTo(Payloads.PUSH);
    }

    @Test
    void a_large_payload_is_kept_whole() throws Exception {
        HookRequest large = HookRequest.event("issues", "{\"a\":\"" + "x".repeat(3 << 20) + "\"}");
        taken(large);
        assertThat(backup.resolve(copies().get(0))).hasBinaryContent(large.body());
    }

    @Test
    void every_verified_delivery_except_pings_is_copied() throws Exception {
        taken(HookRequest.event("ping", "{}"));
        assertThat(copies()).isEmpty();
        taken(HookRequest.event("issues", Payloads.of("")));
        taken(HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\",\"deleted\":true")));
        taken(HookRequest.push());
        assertThat(copies()).hasSize(3);
        assertThat(site.send(HookRequest.push().secret("a-wrong-secret-a-wrong-secret"))
                        .status())
                .isEqualTo(403);
        assertThat(site.send(HookRequest.push().body("{")).status()).isEqualTo(400);
        assertThat(copies()).hasSize(3);
    }

    @Test
    void two_in_one_second_are_two_copies() throws Exception {
        HookRequest first = HookRequest.push();
        taken(first);
        taken(HookRequest.push());
        taken(first);
        assertThat(copies()).hasSize(3);
    }

    @Test
    void a_missing_folder_a_file_or_an_empty_path_keeps_nothing_and_stops_nothing() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        for (String path : List.of("", "no-such-folder", "file")) {
            site.with("backup_path", path);
            taken(HookRequest.push());
        }
        assertThat(folder.resolve("no-such-folder")).doesNotExist();
        assertThat(copies()).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.contains("backup"));
    }

    @Test
    void a_folder_that_takes_nothing_is_logged_and_stops_nothing() throws Exception {
        // No user can create a file there, not even root.
        site.with("backup_path", "/proc");
        HookRequest request = HookRequest.push();
        HttpAnswer answer = site.send(request);
        assertThat(answer.stdout("push-site")).isEqualTo("ok\n");
        assertThat(log.lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("ERROR backup not written").contains(request.id()));
        assertThat(answer.body()).doesNotContain("/proc");
        site.with("backup_path", "backup");
        taken(HookRequest.push());
        assertThat(copies()).hasSize(1);
    }
}
