package dev.jenvoy.seal;

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

/** The place of the key that seals the secrets: 64 hex digits, in the configuration or in a file. */
public final class KeyPlace {

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final int MAX_KEY_FILE_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Optional<String> given;
    private final Path file;

    /**
     * @param given the key itself, if the configuration has one
     * @param file the file of the key otherwise, created when first needed
     */
    public KeyPlace(Optional<String> given, Path file) {
        this.given = given;
        this.file = file;
    }

    /** Describes the place for the operator. */
    String words() {
        return given.isPresent() ? "endpoint_key" : file.toString();
    }

    /** Returns whether there is no key yet. */
    boolean isEmpty() {
        return given.isEmpty() && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the key; empty if there is no key yet.
     *
     * @throws IOException when the file cannot be read, is not a key, or may be read by others
     */
    Optional<byte[]> find() throws IOException {
        if (given.isPresent()) {
            return Optional.of(parse(given.get()));
        }
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(modes)) {
                throw new IOException("users other than its owner may use " + file + "; expected mode 0600");
            }
            if (Files.size(file) > MAX_KEY_FILE_BYTES) {
                throw new IOException(file + " contains no key");
            }
            return Optional.of(
                    parse(Files.readString(file, StandardCharsets.UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Creates the file with a new key, mode 0600, safe on disk when this returns. Never replaces a file. */
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
            throw new IOException(file + " already exists");
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
