package dev.jenvoy.cluster.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that the last server had that owned this data folder. The folder belongs to one server at a time, so that one is dead.
 */
final class Predecessor {
    private static final String FILE = "server";
    private static final Pattern CONTENT = Pattern.compile("([0-9]{1,9}) (-?[0-9]{1,19})\\s*");

    private final Path file;

    /**
     * @param folder the data folder, which this process owns
     */
    Predecessor(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /**
     * Returns the number.
     *
     * @param cluster tells the database in which the number counts from others
     */
    OptionalInt number(long cluster) throws IOException {
        try {
            Matcher content = CONTENT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return content.matches() && content.group(2).equals(Long.toString(cluster))
                    ? OptionalInt.of(Integer.parseInt(content.group(1)))
                    : OptionalInt.empty();
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        }
    }

    /** Remembers the number for the next server. */
    void remember(int number, long cluster) throws IOException {
        Path made = file.resolveSibling(FILE + ".new");
        Files.writeString(made, number + " " + cluster + "\n", StandardCharsets.US_ASCII);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
