package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real bare repository to mirror, as a host has it. */
record GitOrigin(Path bare) {
    /** Creates a repository with the branch {@code main} and a commit on it. */
    static GitOrigin in(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path bare = folder.resolve("origin.git");
        git(folder, "init", "--quiet", "--bare", bare.toString());
        git(bare, "symbolic-ref", "HEAD", "refs/heads/main");
        GitOrigin origin = new GitOrigin(bare);
        origin.commit("main", "first");
        return origin;
    }

    /** Adds a commit to the branch, without a work tree. */
    String commit(String branch, String message) throws Exception {
        String tree = git(bare, "mktree");
        List<String> command = new ArrayList<>(List.of("commit-tree", "-m", message, tree));
        String parent = git(bare, "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
        if (!parent.isEmpty()) {
            command.addAll(List.of("-p", parent));
        }
        String commit = git(bare, command.toArray(String[]::new));
        git(bare, "update-ref", "refs/heads/" + branch, commit);
        return commit;
    }

    String url() {
        return "file://" + bare;
    }

    /** Returns the payload of a push to this repository, known as {@code acme/site}. */
    JsonObject push() {
        return push(url());
    }

    static JsonObject push(String cloneUrl) {
        JsonObject payload = HookPayloads.push();
        payload.getAsJsonObject("repository").addProperty("clone_url", cloneUrl);
        return payload;
    }

    static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@mail.example"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Returns every reference of a repository with its target. */
    static List<String> references(Path repository) throws Exception {
        return git(repository, "for-each-ref", "--format=%(refname) %(objectname)")
                .lines()
                .toList();
    }
}
