package dev.jenvoy.crash.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with a configuration, hooks, and the records that the hooks write. */
public final class ServerSite {

    final Path folder;
    private final Map<String, String> keys = new LinkedHashMap<>();

    public ServerSite(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(hooks());
        Files.createDirectories(witness());
        keys.put("http_host", "\"127.0.0.1\"");
        keys.put("http_port", "0");
        keys.put("admin_port", "0");
        keys.put("github_ips_only", "false");
        keys.put("enforce_secret", '"' + SignedSenderClient.SECRET + '"');
        keys.put("child_hooks", "\"delimited\"");
        keys.put("kill_grace", "\"500ms\"");
        keys.put("hooks", "{\"*\": {\"env\": {\"WITNESS\": \"" + witness() + "\"}}}");
    }

    /** Sets a key of the configuration to a JSON value. */
    public ServerSite with(String key, String json) {
        keys.put(key, json);
        return this;
    }

    /** Creates a hook with this shell script. */
    public ServerSite hook(String name, String script) throws IOException {
        Path file = hooks().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    public ServerProcess start(String... javaOptions) throws IOException {
        return ServerProcess.start(writeConfig(), javaOptions);
    }

    /** Starts a server with a limit of open files and connections. */
    public ServerProcess startWithDescriptors(int descriptors, String... javaOptions) throws IOException {
        return ServerProcess.startWithDescriptors(descriptors, writeConfig(), javaOptions);
    }

    /** Writes the current configuration. */
    public Path writeConfig() throws IOException {
        String json = keys.entrySet().stream()
                .map(key -> "  \"" + key.getKey() + "\": " + key.getValue())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
        Path config = folder.resolve("config.json");
        Files.writeString(config, json);
        return config;
    }

    public Path hooks() {
        return folder.resolve("hooks");
    }

    Path data() {
        return folder.resolve("data");
    }

    private Path witness() {
        return folder.resolve("witness");
    }

    /** Returns the lines that hooks wrote into this file; empty if the file does not exist. */
    public List<String> witnessed(String file) throws IOException {
        Path path = witness().resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** Lets a hook continue that waits for this file. */
    public void allow(String file) throws IOException {
        Files.writeString(witness().resolve(file), "");
    }

    /** Returns the number of files below a folder of the data folder. */
    public long files(String name) throws IOException {
        Path below = data().resolve(name);
        if (!Files.isDirectory(below)) {
            return 0;
        }
        // Follows the link if it is one.
        try (Stream<Path> tree = Files.walk(below.toRealPath())) {
            return tree.count() - 1;
        }
    }

    /** Deletes the files in memory that a killed server leaves, which only its next start would delete. */
    public static void deleteMemory(Path folder) throws IOException {
        deleteBehind(folder.resolve("data/memory"));
    }

    /** Deletes the files for other accounts that a killed server leaves. */
    public static void deleteOpen(Path folder) throws IOException {
        deleteBehind(folder.resolve("data/open"));
    }

    private static void deleteBehind(Path link) throws IOException {
        if (Files.isDirectory(link)) {
            try (Stream<Path> tree = Files.walk(link.toRealPath())) {
                for (Path left : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(left);
                }
            }
        }
        Files.deleteIfExists(link);
    }

    /** Returns the number of hooks' payload files and folders, on disk and in memory. */
    public long payloadFiles() throws IOException {
        return files("runs") + files("memory");
    }

    /** Finds a program by its name. */
    public static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
