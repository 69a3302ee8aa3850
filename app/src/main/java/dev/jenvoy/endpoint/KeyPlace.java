package dev.jenvoy.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the key of the secrets is: 64 hex digits, given by the configuration or in a file of its own. */
public final class KeyPlace {

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final int MAX_KEY_FILE_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Optional<String> given;
    private final Path file;

    /**
     * @param given the key itself, if the configuration has one
     * @param file where it is otherwise, and is made when it is first needed
     */
    public KeyPlace(Optional<String> given, Path file) {
        this.given = given;
        this.file = file;
    }

    /** In words, for the operator. */
    String words() {
        return given.isPresent() ? "endpoint_key" : file.toString();
    }

    /** Whether there is nothing where the key is to be. */
    boolean isEmpty() {
        return given.isEmpty() && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The key; empty when there is none yet.
     *
     * @throws IOException when there is something that cannot be read or is no key, or that others may read
     */
    Optional<byte[]> find() throws IOException {
        if (given.isPresent()) {
            return Optional.of(parse(given.get()));
        }
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(modes)) {
                throw new IOException("others than its owner may use " + file + "; expected mode 0600");
            }
            if (Files.size(file) > MAX_KEY_FILE_BYTES) {
                throw new IOException(file + " holds no key");
            }
            return Optional.of(
                    parse(Files.readString(file, StandardCharsets.UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Makes the file with a new key, mode 0600, safe on disk when this returns. Never replaces one. */
    byte[] make(SecureRandom random) throws IOException {
        byte[] key = new byte[SecretBox.KEY_BYTES];
        random.nextBytes(key);
        Path folder = Objects.requireNonNull(file.getParent());
        Path draft = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel out = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(key) + "\n");
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        if (Files.exists(file)) {
            throw new IOException(file + " is there already");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
        return key;
    }

    private byte[] parse(String text) throws IOException {
        if (!HEX.matcher(text).matches()) {
            throw new IOException("expected 64 hex digits in " + words());
        }
        return HexFormat.of().parseHex(text);
    }
}
