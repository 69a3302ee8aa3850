package dev.jenvoy.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The repository of the tests, and small clones of it that a script may write into. */
final class Checkout {
    private static final List<String> SCRIPTS = List.of("deploy_docker.sh", "deploy_openshift.sh");

    private Checkout() {}

    /** Finds the repository's root, upwards from the working directory. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy_docker.sh"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests do not run inside the repository");
            }
            folder = parent;
        }
        return folder;
    }

    static String read(String path) {
        return read(root().resolve(path));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Copies the scripts and the files that they read into {@code folder}, with a sample configuration and one hook.
     */
    static Path cloneInto(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("docs/deploy"));
        for (String script : SCRIPTS) {
            Files.copy(root().resolve(script), folder.resolve(script));
        }
        for (Path file : list(root().resolve("docs/deploy"))) {
            Files.copy(file, folder.resolve("docs/deploy").resolve(file.getFileName()));
        }
        Files.writeString(folder.resolve("config.json.sample"), """
                {
                  "backup_path": "", "enforce_secret": "",
                  "hooks_path": "hooks"
                }
                """);
        executable(folder.resolve("hooks/push+site"), "#!/bin/sh\necho deployed\n");
        // The sources of the image. The replaced commands build nothing, but tar must find the files.
        for (String path : List.of(
                "Dockerfile", ".dockerignore", "LICENSE", "pom.xml", "app/pom.xml", "jenvoy", "trackers/README.md")) {
            executable(folder.resolve(path), "");
        }
        Files.createDirectories(folder.resolve(".mvn"));
        Files.createDirectories(folder.resolve("app/src/main"));
        return folder;
    }

    /** Returns the path of {@code command} on this machine, if it is installed. */
    static Optional<Path> installed(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static void executable(Path file, String text) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
