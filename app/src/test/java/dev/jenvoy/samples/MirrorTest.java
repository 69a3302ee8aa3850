package dev.jenvoy.samples;

import static dev.jenvoy.samples.GitOrigin.references;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MirrorTest {
    @TempDir
    private Path scratch;

    private Path mirrors = Path.of("");
    private Path mirror = Path.of("");

    @BeforeEach
    void set() {
        Component.need("python3");
        Component.need("git");
        mirrors = scratch.resolve("mirrors");
        mirror = mirrors.resolve("acme/site.git");
    }

    private SampleHook hook() {
        return SampleHook.named("push+mirror", scratch)
                .with("HOME", scratch.toString())
                .with("JENVOY_MIRROR_DIR", mirrors.toString())
                .with("JENVOY_MIRROR_ALLOW_LOCAL", "1");
    }

    private SampleHook.Ran push(JsonObject payload) throws Exception {
        return hook().run("push", payload.toString());
    }

    private static void assertDone(SampleHook.Ran ran, String told) {
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).matches("mirror: " + told + "\n");
        assertThat(ran.code()).isZero();
    }

    private List<String> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void the_first_push_clones() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);

        assertDone(push(origin.push()), "cloned acme/site in \\d+\\.\\d s: 1 branches, 0 tags");
        assertThat(references(mirror)).isEqualTo(references(origin.bare())).hasSize(1);
        assertThat(GitOrigin.git(mirror, "rev-parse", "--is-bare-repository")).isEqualTo("true");
        assertThat(inFolder(mirrors)).containsExactly("acme");
        assertThat(inFolder(mirrors.resolve("acme"))).containsExactly("site.git", "site.git+lock");
    }

    @Test
    void the_next_push_brings_the_copy_up_to_date_and_makes_no_second() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        push(origin.push());
        origin.commit("main", "second");
        origin.commit("feature/login", "third");
        GitOrigin.git(origin.bare(), "tag", "v1", "main");
        GitOrigin.git(origin.bare(), "update-ref", "refs/pull/7/head", "main");

        assertDone(push(origin.push()), "updated acme/site in \\d+\\.\\d s: 2 branches, 1 tags");
        assertThat(references(mirror)).isEqualTo(references(origin.bare())).hasSize(4);
        assertThat(inFolder(mirrors.resolve("acme"))).containsExactly("site.git", "site.git+lock");
    }

    @Test
    void what_is_gone_or_rewritten_at_the_host_is_so_in_the_mirror() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        origin.commit("old", "to go");
        GitOrigin.git(origin.bare(), "tag", "v0", "old");
        push(origin.push());
        GitOrigin.git(origin.bare(), "update-ref", "-d", "refs/heads/old");
        GitOrigin.git(origin.bare(), "update-ref", "-d", "refs/tags/v0");
        GitOrigin.git(origin.bare(), "update-ref", "-d", "refs/heads/main");
        String rewritten = origin.commit("main", "another first");

        assertThat(push(origin.push()).code()).isZero();
        assertThat(references(mirror)).containsExactly("refs/heads/main " + rewritten);
    }

    @Test
    void the_mirror_follows_a_changed_default_branch() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        push(origin.push());
        origin.commit("trunk", "first of trunk");
        JsonObject payload = origin.push();
        payload.getAsJsonObject("repository").addProperty("default_branch", "trunk");
        assertThat(push(payload).code()).isZero();
        assertThat(GitOrigin.git(mirror, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");

        payload.getAsJsonObject("repository").addProperty("default_branch", "../../config");
        assertThat(push(payload).code()).isZero();
        assertThat(GitOrigin.git(mirror, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/trunk");
    }

    @Test
    void a_private_repository_is_left_alone_until_told() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        JsonObject payload = origin.push();
        payload.getAsJsonObject("repository").addProperty("private", true);

        assertDone(
                push(payload), "skipped, acme/site is private \\(JENVOY_MIRROR_PRIVATE=1 mirrors private ones too\\)");
        payload.getAsJsonObject("repository").remove("private");
        assertThat(push(payload).out()).startsWith("mirror: skipped, acme/site is private");
        assertThat(mirrors).doesNotExist();

        payload.getAsJsonObject("repository").addProperty("private", true);
        SampleHook.Ran told = hook().with("JENVOY_MIRROR_PRIVATE", "1").run("push", payload.toString());
        assertDone(told, "cloned acme/site .*");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mirror)))
                .isEqualTo("rwx------");
    }

    @Test
    void runs_at_the_same_time_take_turns() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        List<SampleHook.Running> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(hook().start("push", origin.push().toString()));
        }

        List<String> told = new ArrayList<>();
        for (SampleHook.Running run : running) {
            SampleHook.Ran ran = run.await();
            assertThat(ran.all()).isEqualTo(ran.out());
            assertThat(ran.code()).isZero();
            told.add(ran.out());
        }
        assertThat(told).filteredOn(out -> out.contains("mirror: cloned")).hasSize(1);
        assertThat(told).filteredOn(out -> out.contains("mirror: updated")).hasSize(3);
        assertThat(references(mirror)).isEqualTo(references(origin.bare()));
        assertThat(inFolder(mirrors.resolve("acme"))).containsExactly("site.git", "site.git+lock");
    }

    @Test
    void a_clone_that_was_killed_is_cleared_away_by_the_next_run() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        Path tools = Files.createDirectories(scratch.resolve("tools"));
        Path stuck = Files.writeString(
                tools.resolve("git"),
                "#!/bin/sh\nfor last; do :; done\nmkdir -p \"$last\" && echo half >\"$last/HEAD\"\nexec sleep 600\n");
        Files.setPosixFilePermissions(stuck, PosixFilePermissions.fromString("rwxr-xr-x"));
        SampleHook.Running killed = hook().with("PATH", tools + ":" + System.getenv("PATH"))
                .start("push", origin.push().toString());
        Path unfinished = mirrors.resolve("acme/site.git+unfinished");
        await().until(() -> Files.exists(unfinished.resolve("HEAD")));
        // Kills the script first: if git ended first, the script would have time to clean up.
        List<ProcessHandle> all = Stream.concat(
                        Stream.of(killed.process().toHandle()), killed.process().descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        killed.await();
        assertThat(unfinished).exists();
        assertThat(mirror).doesNotExist();
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));

        assertDone(push(origin.push()), "cloned acme/site .*");
        assertThat(unfinished).doesNotExist();
        assertThat(references(mirror)).isEqualTo(references(origin.bare()));
    }

    @Test
    void git_keeps_the_lock_when_only_the_script_was_killed() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        Path tools = Files.createDirectories(scratch.resolve("tools"));
        Path gate = scratch.resolve("gate");
        Path slow = Files.writeString(
                tools.resolve("git"),
                "#!/bin/sh\ntouch '" + gate + ".begun'\nwhile [ ! -e '" + gate + "' ]; do sleep 0.05; done\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        SampleHook.Running killed = hook().with("PATH", tools + ":" + System.getenv("PATH"))
                .start("push", origin.push().toString());
        await().until(() -> Files.exists(Path.of(gate + ".begun")));
        killed.process().destroyForcibly();
        killed.await();

        SampleHook.Running next = hook().start("push", origin.push().toString());
        try {
            await().until(() -> Files.readString(next.out()).contains("waiting for another run"));
            assertThat(next.process().isAlive()).isTrue();
        } finally {
            Files.createFile(gate);
        }
        assertThat(next.await().out()).contains("mirror: cloned acme/site");
    }

    @Test
    void a_failed_clone_leaves_nothing_and_says_why() throws Exception {
        SampleHook.Ran ran = push(GitOrigin.push("file://" + scratch.resolve("nowhere.git")));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("mirror: git could not clone:\n").contains("nowhere.git");
        assertThat(inFolder(mirrors.resolve("acme"))).containsExactly("site.git+lock");
    }

    @Test
    void the_mirror_of_another_address_is_not_overwritten() throws Exception {
        GitOrigin first = GitOrigin.in(scratch.resolve("one"));
        GitOrigin second = GitOrigin.in(scratch.resolve("two"));
        second.commit("main", "different");
        push(first.push());

        SampleHook.Ran ran = push(second.push());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("mirrors " + first.url() + ", and this push is of " + second.url());
        assertThat(references(mirror)).isEqualTo(references(first.bare()));
    }

    @Test
    void a_folder_that_is_no_mirror_is_not_touched() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        Files.writeString(Files.createDirectories(mirror).resolve("precious"), "x");

        SampleHook.Ran ran = push(origin.push());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is there but is not a mirror");
        assertThat(inFolder(mirror)).containsExactly("precious");
    }

    @Test
    void an_owner_may_begin_with_a_hyphen() throws Exception {
        JsonObject payload = GitOrigin.in(scratch).push();
        payload.getAsJsonObject("repository").getAsJsonObject("owner").addProperty("login", "--help");

        assertDone(push(payload), "cloned --help/site in \\d+\\.\\d s: 1 branches, 0 tags");
        assertThat(inFolder(mirrors.resolve("--help"))).containsExactly("site.git", "site.git+lock");
    }

    @ParameterizedTest
    @CsvSource({
        "..,site",
        "acme,..",
        "../../etc,site",
        "acme,../../../evil",
        "acme,a/b",
        "acme/../etc,site",
        "acme/,site",
        "/etc,site",
        "acme,.",
        "'',site",
        "acme,--upload-pack=x",
        "acme,'a b'",
        "acme,'a\n'",
        "acme,site+lock",
        "acme,'a\u0000b'",
        "ä,site"
    })
    void a_name_that_is_more_than_a_folder_is_rejected(String owner, String name) throws Exception {
        JsonObject payload = GitOrigin.in(scratch).push();
        JsonObject repository = payload.getAsJsonObject("repository");
        repository.addProperty("name", name);
        repository.getAsJsonObject("owner").addProperty("login", owner);
        repository.getAsJsonObject("owner").addProperty("name", owner);

        SampleHook.Ran ran = push(payload);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).matches("mirror: the (owner|repository) in the payload cannot be the name of a folder\n");
        assertThat(mirrors).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://github.com/acme/site.git",
                "git://github.com/acme/site.git",
                "ssh://git@github.com/acme/site.git",
                "git@github.com:acme/site.git",
                "ext::sh -c id",
                "ext::id",
                "--upload-pack=id",
                "/srv/site.git",
                "file://host/srv/site.git",
                "http://127.0.0.1.evil.example/site.git",
                "https://",
                "https://user:secret@github.com/acme/site.git",
                "https://github.com/acme/site.git?x=y",
                "https://github.com/acme/site.git\n"
            })
    void only_https_is_cloned(String url) throws Exception {
        SampleHook.Ran ran = push(GitOrigin.push(url));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("mirror: the clone_url ")
                .hasLineCount(1)
                .doesNotContain("secret");
        assertThat(mirrors).doesNotExist();
    }

    @Test
    void this_machines_own_repositories_are_cloned_only_when_the_settings_say_so() throws Exception {
        SampleHook.Ran ran = SampleHook.named("push+mirror", scratch)
                .with("JENVOY_MIRROR_DIR", mirrors.toString())
                .run("push", GitOrigin.in(scratch).push().toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("mirror: the clone_url must begin with https://\n");
    }

    @Test
    void a_sample_payload_is_reported_and_skipped() throws Exception {
        assertDone(push(HookPayloads.push()), "skipped, github\\.example is a name for examples");
        assertDone(push(new JsonObject()), "skipped, the payload names no repository");
        assertThat(mirrors).doesNotExist();
    }

    private static JsonObject ofGitLab(GitOrigin origin, int visibility, String path) {
        JsonObject project = new JsonObject();
        project.addProperty("name", "The Site");
        project.addProperty("path_with_namespace", path);
        project.addProperty("git_http_url", origin.url());
        project.addProperty("visibility_level", visibility);
        project.addProperty("default_branch", "main");
        JsonObject repository = new JsonObject();
        repository.addProperty("name", "The Site");
        JsonObject payload = new JsonObject();
        payload.add("project", project);
        payload.add("repository", repository);
        return payload;
    }

    @Test
    void a_push_at_gitlab_is_mirrored_below_all_its_groups() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);

        assertDone(push(ofGitLab(origin, 20, "acme/web/site")), "cloned acme/web/site in .*");
        assertThat(references(mirrors.resolve("acme/web/site.git"))).isEqualTo(references(origin.bare()));
        assertDone(push(ofGitLab(origin, 10, "acme/web/site")), "skipped, acme/web/site is private .*");
        for (String path : List.of("acme/../site", "/site", "acme/web.git/site", "site")) {
            assertThat(push(ofGitLab(origin, 20, path)).err())
                    .isEqualTo("mirror: the owner in the payload cannot be the name of a folder\n");
        }
    }

    @Test
    void a_push_without_an_address_to_clone_from_is_skipped() throws Exception {
        JsonObject repository = new JsonObject();
        repository.addProperty("full_name", "acme/site");
        JsonObject payload = new JsonObject();
        payload.add("repository", repository);

        assertDone(push(payload), "skipped, the payload has no clone_url");
    }

    @Test
    void without_a_setting_the_mirrors_lie_beside_the_hooks_and_not_among_them() throws Exception {
        GitOrigin origin = GitOrigin.in(scratch);
        SampleHook copied = SampleHook.copied("push+mirror", scratch)
                .with("HOME", scratch.toString())
                .with("JENVOY_MIRROR_ALLOW_LOCAL", "1");
        assertDone(copied.run("push", origin.push().toString()), "cloned acme/site .*");
        assertThat(scratch.resolve("backup/git/acme/site.git/HEAD")).exists();
        assertThat(inFolder(scratch.resolve("hooks"))).containsExactly("push+mirror");

        Path owners = Files.createDirectories(scratch.resolve("hooks/@acme"));
        Path moved = Files.move(copied.script(), owners.resolve("push+mirror"));
        ProcessBuilder builder = new ProcessBuilder(
                        moved.toString(),
                        Files.writeString(
                                        scratch.resolve("p.json"), origin.push().toString())
                                .toString(),
                        "push")
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("moved.out").toFile());
        builder.environment().put("JENVOY_MIRROR_ALLOW_LOCAL", "1");
        assertThat(builder.start().waitFor()).isZero();
        assertThat(scratch.resolve("moved.out")).content().contains("mirror: updated acme/site");
        assertThat(inFolder(owners)).containsExactly("push+mirror");
    }
}
