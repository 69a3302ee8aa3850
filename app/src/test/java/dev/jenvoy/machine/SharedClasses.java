package dev.jenvoy.machine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of the tests with its folders packed, and an archive of the classes that a server needs, as the launcher
 * makes one. A server that is started with both takes half of the processor's time until it listens. They are made once for
 * each build, below the build's folder; without them everything works, slower.
 */
final class SharedClasses {

    private static final String MAIN = "dev.jenvoy.cli.Main";
    private static final int TO_MAKE_SECONDS = 120;
    private static final Optional<SharedClasses> MADE = make();

    private final String classPath;
    private final Path archive;

    private SharedClasses(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Returns the class path for another process. */
    static String classPath() {
        return MADE.map(made -> made.classPath).orElseGet(SharedClasses::given);
    }

    /** Returns the options by which that process uses the archive. An archive that does not fit is passed over in silence. */
    static List<String> options() {
        return MADE.map(made ->
                        List.of("-XX:SharedArchiveFile=" + made.archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
                .orElse(List.of());
    }

    private static String given() {
        return System.getProperty("java.class.path");
    }

    private static Optional<SharedClasses> make() {
        List<Path> entries =
                Arrays.stream(given().split(File.pathSeparator)).map(Path::of).toList();
        Optional<Path> tests = entries.stream().filter(Files::isDirectory).findFirst();
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createDirectories(tests.get().resolveSibling("shared-classes"));
            // Several processes run tests at the same time: the first one makes it, and the others wait.
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Objects.requireNonNull(lock);
                return Optional.of(in(folder.resolve(digest(entries)), entries));
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("servers of the tests start without an archive of classes: " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Names the state of the class path: another one has other files, sizes or times. */
    private static String digest(List<Path> entries) throws IOException {
        long sum = 0;
        for (Path entry : entries) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                    sum = sum * 31
                            + Objects.hash(
                                    file.toString(),
                                    about.size(),
                                    about.lastModifiedTime().toMillis());
                }
            }
        }
        return Long.toHexString(sum) + "-" + Runtime.version().feature();
    }

    private static SharedClasses in(Path folder, List<Path> entries) throws IOException, InterruptedException {
        Path archive = folder.resolve("classes.jsa");
        String classPath = entries.stream()
                .map(entry -> Files.isDirectory(entry) ? packed(folder, entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        if (!Files.exists(archive)) {
            Files.createDirectories(folder);
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    pack(entry, packed(folder, entry));
                }
            }
            record(classPath, archive);
        }
        return new SharedClasses(classPath, archive);
    }

    private static Path packed(Path folder, Path entry) {
        return folder.resolve(entry.getFileName() + ".jar").toAbsolutePath();
    }

    private static void pack(Path folder, Path archive) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
                Stream<Path> tree = Files.walk(folder)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
    }

    private static void record(String classPath, Path archive) throws IOException, InterruptedException {
        Path draft = archive.resolveSibling("draft.jsa");
        List<String> command = new ArrayList<>(JavaProcess.plain());
        command.addAll(
                List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + draft, "-cp", classPath, MAIN, "rehearse"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(TO_MAKE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        if (!ended || process.waitFor() != 0) {
            throw new IOException("the rehearsal failed");
        }
        Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
