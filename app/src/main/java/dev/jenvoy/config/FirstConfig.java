package dev.jenvoy.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the configuration of a first start, with a secret of its own. */
public final class FirstConfig {
    private static final int SECRET_BYTES = 32;
    private static final String SECRET = "enforce_secret";
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final SecureRandom random;

    /** Takes its secrets from {@code random}. */
    public FirstConfig(SecureRandom random) {
        this.random = random;
    }

    /** A fresh secret: 256 random bits in hexadecimal. */
    public String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Writes a complete file, readable by its owner alone from its first byte on, whole and on disk or not at all.
     * A file that is at {@code path} already stays as it is, and so does a link to a missing file.
     *
     * @param values by key, in place of those that a first configuration has or beside them: texts, numbers, flags, lists
     *     of texts
     * @return the secret in it; empty where there was something already
     * @throws IOException where the folder is missing or cannot be written
     */
    public Optional<String> create(Path path, Map<String, Object> values) throws IOException {
        Map<String, Object> all = content();
        all.putAll(values);
        String secret = String.valueOf(all.get(SECRET));
        Path target = path.toAbsolutePath();
        Path unfinished = target.resolveSibling(
                "." + target.getFileName() + "." + newSecret().substring(0, 16));
        try {
            write(unfinished, text(all));
            return publish(unfinished, target) ? Optional.of(secret) : Optional.empty();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A hard link is the one way to give a file its name that fails where the name is taken. */
    private static boolean publish(Path unfinished, Path target) throws IOException {
        try {
            Files.createLink(target, unfinished);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return publishWithoutLinks(unfinished, target);
        }
    }

    private static boolean publishWithoutLinks(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private Map<String, Object> content() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("http_port", 5000);
        all.put("github_ips_only", true);
        all.put("allowed_ips", List.of("127.0.0.1/32", "::1/128"));
        all.put(SECRET, newSecret());
        all.put("hooks_path", "hooks");
        all.put("child_hooks", "delimited");
        all.put("common_names", true);
        all.put("return_scripts_info", true);
        all.put("backup_path", "");
        all.put("data_path", "data");
        all.put("debug_level", "INFO");
        return all;
    }

    private static String text(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> "  " + JSON.toJson(entry.getKey()) + ": " + json(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String json(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(JSON::toJson).collect(Collectors.joining(", ", "[", "]"))
                : JSON.toJson(value);
    }
}
