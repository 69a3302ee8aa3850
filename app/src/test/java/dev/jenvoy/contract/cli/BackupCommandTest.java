package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup of a running server becomes a data folder again, checked, and never in the place of another by accident. */
class BackupCommandTest {

    private static final String LARGE = "{\"ref\": \"refs/heads/main\", \"repository\": {\"name\": \"site\", \"owner\":"
            + " {\"login\": \"acme\"}}, \"pad\": \"" + "x".repeat(3 << 20) + "\"}";

    @TempDir
    private Path shell;

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder).hook("push", "#!/bin/sh", "echo done").start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran backup(String file) {
        return new Cli(shell).run("backup", file, "--config", site.configFile().toString());
    }

    private Cli.Ran restore(String file, String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"restore", file, "--data", shell.resolve("data").toString()}, 4 + more.length);
        System.arraycopy(more, 0, all, 4, more.length);
        return new Cli(shell).run(all);
    }

    private String[] entries(TestServer server) {
        Cli.Ran ran = new Cli(shell)
                .run(
                        "export",
                        "--url",
                        "http://127.0.0.1:" + server.adminAddress().getPort(),
                        "--format",
                        "csv");
        assertThat(ran.code()).as(ran.all()).isZero();
        return ran.out().split("\r\n");
    }

    @Test
    void a_backup_while_deliveries_arrive_has_all_that_were_answered_before() throws Exception {
        site.send(HookRequest.event("push", LARGE));
        for (int i = 0; i < 20; i++) {
            site.send(HookRequest.push());
        }
        AtomicBoolean on = new AtomicBoolean(true);
        AtomicInteger more = new AtomicInteger();
        Thread load = new Thread(() -> {
            while (on.get()) {
                try {
                    site.send(HookRequest.push());
                    more.incrementAndGet();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        load.start();
        Eventually.that(() -> assertThat(more).hasValueGreaterThan(2));
        Cli.Ran ran = backup("kept.zip");
        on.set(false);
        load.join(20_000);

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shell.resolve("kept.zip"))))
                .isEqualTo("rw-------");
        assertThat(Files.list(shell)).containsExactly(shell.resolve("kept.zip"));

        Cli.Ran restored = restore("kept.zip");
        assertThat(restored.code()).as(restored.all()).isZero();
        site.stop();
        try (TestServer again = TestServer.in(shell.resolve("again"))
                .with("data_path", shell.resolve("data").toString())
                .start()) {
            assertThat(entries(again)).hasSizeGreaterThanOrEqualTo(1 + 21);
            assertThat(again.admin("/api/deliveries/1/payload").body()).isEqualTo(LARGE);
            assertThat(again.admin("/api/status").json().get("ready").getAsBoolean())
                    .isTrue();
            assertThat(again.send(HookRequest.push()).status()).isLessThan(300);
        }
    }

    @Test
    void one_of_a_stopped_server_is_the_same_and_nothing_in_the_folder_changes() throws Exception {
        site.send(HookRequest.push());
        String[] before = entries(site);
        site.stop();
        byte[] journal = Files.readAllBytes(site.folder().resolve("data/journal.db"));

        assertThat(backup("kept.zip").code()).isZero();
        assertThat(Files.readAllBytes(site.folder().resolve("data/journal.db"))).isEqualTo(journal);
        site.start();
        assertThat(entries(site)).isEqualTo(before);
    }

    @Test
    void nothing_is_overwritten() throws Exception {
        Files.writeString(shell.resolve("kept.zip"), "mine");

        Cli.Ran ran = backup("kept.zip");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("already");
        assertThat(shell.resolve("kept.zip")).hasContent("mine");
        assertThat(backup("no/folder.zip").err()).contains("there is no folder for");
    }

    @Test
    void a_data_folder_in_use_is_refused_and_one_that_is_not_empty_is_moved_aside_only_if_told() throws Exception {
        site.send(HookRequest.push());
        assertThat(backup("kept.zip").code()).isZero();

        Cli.Ran used = new Cli(shell)
                .run(
                        "restore",
                        "kept.zip",
                        "--replace",
                        "--data",
                        site.folder().resolve("data").toString());
        assertThat(used.code()).isEqualTo(1);
        assertThat(used.err()).contains("already open");

        Path mine = Files.createDirectories(shell.resolve("data")).resolve("mine");
        Files.writeString(mine, "text");
        Cli.Ran full = restore("kept.zip");
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).contains("is not empty", "--replace");
        assertThat(mine).hasContent("text");

        Cli.Ran replaced = restore("kept.zip", "--replace");
        assertThat(replaced.code()).as(replaced.all()).isZero();
        assertThat(mine).doesNotExist();
        assertThat(shell.resolve("data/journal.db")).exists();
        assertThat(aside().resolve("mine")).hasContent("text");
        assertThat(replaced.out()).contains("What was there before: " + aside());
    }

    private Path aside() throws Exception {
        try (var found = Files.newDirectoryStream(shell.resolve("data"), "before-*")) {
            return found.iterator().next();
        }
    }

    @Test
    void what_was_moved_aside_before_is_no_content() throws Exception {
        assertThat(backup("kept.zip").code()).isZero();
        Path kept = Files.createDirectories(shell.resolve("data/before-2026-01-01T000000Z"));
        Files.writeString(kept.resolve("mine"), "text");

        Cli.Ran ran = restore("kept.zip");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).doesNotContain("What was there before");
        assertThat(kept.resolve("mine")).hasContent("text");
    }

    @Test
    void root_changes_nothing_in_a_folder_of_another_user() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(shell, "unix:uid")), "only root can act as another user");
        assertThat(backup("kept.zip").code()).isZero();
        Path theirs = Files.createDirectory(shell.resolve("data"));
        Files.setAttribute(theirs, "unix:uid", 65_533);

        Cli.Ran restored = restore("kept.zip");
        assertThat(restored.code()).as(restored.all()).isEqualTo(1);
        assertThat(restored.err()).contains("root does not work in " + theirs, "sudo -u '#65533'");
        Cli.Ran below = new Cli(shell).run("restore", "kept.zip", "--data", "data/new");
        assertThat(below.err()).contains("may change " + theirs);
        assertThat(backup("data/kept.zip").err()).contains("root does not work in " + theirs);
        assertThat(new Cli(shell).run("backup", "more.zip", "--data", "data").err())
                .contains("root does not work in " + theirs);

        assertThat(Files.list(theirs)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "byte", "newer", "foreign", "slip", "empty", "text"})
    void what_is_no_whole_backup_of_this_program_is_refused_and_changes_nothing(String damage) throws Exception {
        for (int i = 0; i < 5; i++) {
            site.send(HookRequest.push());
        }
        assertThat(backup("kept.zip").code()).isZero();
        Path file = shell.resolve("kept.zip");
        byte[] whole = Files.readAllBytes(file);
        switch (damage) {
            case "cut" -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            case "byte" -> {
                whole[whole.length / 2] ^= 0x55;
                Files.write(file, whole);
            }
            case "newer" -> Files.write(file, changed(whole, "backup.json", "{\"format\": 2}"));
            case "foreign" -> Files.write(file, changed(whole, "journal.db", "SQLite format 3\0 but no more"));
            case "slip" -> Files.write(file, added(whole, "payloads/../../evil"));
            case "empty" -> Files.write(file, new byte[0]);
            default -> Files.writeString(file, "this is a text");
        }

        Cli.Ran ran = restore("kept.zip");

        assertThat(ran.code()).as(ran.all()).isEqualTo(1);
        assertThat(ran.err()).startsWith("jenvoy: not restored from " + file);
        assertThat(Files.list(shell.resolve("data"))).containsExactly(shell.resolve("data/lock"));
        assertThat(shell.resolve("evil")).doesNotExist();
    }

    private static byte[] changed(byte[] zip, String name, String content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                byte[] bytes = in.readAllBytes();
                to.write(entry.getName().equals(name) ? content.getBytes(StandardCharsets.UTF_8) : bytes);
                to.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] added(byte[] zip, String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip));
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo((OutputStream) to);
                to.closeEntry();
            }
            to.putNextEntry(new ZipEntry(name));
            to.write(1);
            to.closeEntry();
        }
        return out.toByteArray();
    }

    @Test
    void files_that_a_restore_would_refuse_are_left_out_with_a_warning() throws Exception {
        site.send(HookRequest.event("push", LARGE));
        Path data = site.folder().resolve("data");
        for (String name : List.of(".gitkeep", "my notes.txt", "backup.json", "payloads/.nfs1", "line\nend")) {
            Files.writeString(data.resolve(name), "text");
        }
        Files.writeString(data.resolve("plain"), "text");

        Cli.Ran ran = backup("kept.zip");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.err().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("warning: not in it"))
                .anyMatch(line -> line.endsWith("payloads/.nfs1"))
                .anyMatch(line -> line.endsWith("line\\u000aend"));
        Cli.Ran restored = restore("kept.zip");
        assertThat(restored.code()).as(restored.all()).isZero();
        assertThat(shell.resolve("data/plain")).hasContent("text");
        assertThat(shell.resolve("data/.gitkeep")).doesNotExist();
    }

    @Test
    void the_secret_of_the_configuration_is_not_in_it() throws Exception {
        assertThat(backup("kept.zip").code()).isZero();
        try (ZipFile zip = new ZipFile(shell.resolve("kept.zip").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("backup.json", "journal.db")
                    .doesNotContain("lock", "journal.mark", "journal.db-wal", "config.json");
        }
    }
}
