package dev.jenvoy.cluster.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of the last server that owned this data folder. The folder belongs to one server at a time, so that one is dead.
 */
final class Predecessor {
    private static final String FILE = "server";
    private static final Pattern CONTENT = Pattern.compile("([0-9]{1,9}) (-?[0-9]{1,19})(?: ([0-9]{1,18}))?\\s*");

    private final Path file;

    /**
     * @param folder the data folder, which this process owns
     */
    Predecessor(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /**
     * Returns that start. Older versions did not keep its first beat, which was zero.
     *
     * @param cluster tells the database in which the number counts from others
     */
    Optional<MemberTable.Start> start(long cluster) throws IOException {
        try {
            Matcher content = CONTENT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!content.matches() || !content.group(2).equals(Long.toString(cluster))) {
                return Optional.empty();
            }
            String firstBeat = content.group(3);
            return Optional.of(new MemberTable.Start(
                    Integer.parseInt(content.group(1)), firstBeat == null ? 0 : Long.parseLong(firstBeat)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Remembers the start of this server for the next one. */
    void remember(MemberTable.Start start, long cluster) throws IOException {
        Path made = file.resolveSibling(FILE + ".new");
        String content = start.number() + " " + cluster + " " + start.firstBeat() + "\n";
        Files.writeString(made, content, StandardCharsets.US_ASCII);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
