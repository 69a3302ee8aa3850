package dev.jenvoy.app.cluster;

import dev.jenvoy.delivery.payload.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short fingerprint of a hooks folder: names, whether they can be executed, and contents. Reads the contents again only when a
 * name, a size or a time has changed. Not safe for use by several threads.
 */
final class HooksDigest {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final int MAX_FILES = 10_000;
    private static final int MAX_DEPTH = 16;
    private static final long MAX_FILE_BYTES = 1 << 20;
    private static final int SHOWN_BYTES = 8;

    private List<String> seen = List.of();
    private String digest = "";

    /** Returns the fingerprint; empty for a folder that cannot be read. Blocks on the disk. */
    String of(Path folder) {
        try {
            List<Path> files = files(folder);
            List<String> looks = files.stream().map(file -> look(folder, file)).toList();
            if (!looks.equals(seen)) {
                digest = read(folder, files);
                seen = looks;
            }
            return digest;
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("no fingerprint of the hooks folder cause=\"{}\"", e.getMessage());
            return "";
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return tree.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
        }
    }

    private static String look(Path folder, Path file) {
        try {
            return folder.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + " "
                    + Files.isExecutable(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path folder, List<Path> files) throws IOException {
        MessageDigest sha = Sha256.begin();
        for (Path file : files) {
            String head = folder.relativize(file) + "\0" + Files.isExecutable(file) + "\0" + Files.size(file) + "\0";
            sha.update(head.getBytes(StandardCharsets.UTF_8));
            if (Files.size(file) <= MAX_FILE_BYTES) {
                sha.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(sha.digest(), 0, SHOWN_BYTES);
    }
}
