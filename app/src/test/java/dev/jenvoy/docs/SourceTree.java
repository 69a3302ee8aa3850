package dev.jenvoy.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of this checkout that its authors wrote. */
final class SourceTree {

    /** What builds and running servers leave in a checkout. */
    private static final Set<String> NOT_OURS = Set.of("target", "data", "backup", "node_modules");

    private SourceTree() {}

    /** Finds the files whose names end in this way. Skips folders whose names begin with a dot. */
    static List<Path> files(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean skipped = !folder.equals(root()) && (name.startsWith(".") || NOT_OURS.contains(name));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Returns the folder of the checkout. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("config.json.sample"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new AssertionError(
                        "no config.json.sample above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
