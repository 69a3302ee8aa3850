package dev.jenvoy.web.tls;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the files of certificate and key. */
public final class TlsFiles {

    private static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";

    private final TlsOptions options;
    private final FileReader reader;

    /** @param reader refuses files that other users may change */
    public TlsFiles(TlsOptions options, FileReader reader) {
        this.options = options;
        this.reader = reader;
    }

    /**
     * Both files as they were at one moment.
     *
     * @param identity what they hold; empty if they cannot be used
     * @param trouble why not; empty if they can
     */
    record Reading(
            FileReader.Content certificate,
            FileReader.Content key,
            Optional<Identity> identity,
            Optional<String> trouble) {

        boolean sameAs(Reading other) {
            return certificate.sameAs(other.certificate) && key.sameAs(other.key);
        }
    }

    /** Reads both. Blocks on the disk. */
    Reading read() {
        FileReader.Content certificate = reader.read(options.certificate());
        FileReader.Content key = reader.read(options.key());
        if (certificate.failure().isPresent()) {
            return unusable(
                    certificate, key, "no certificate: " + certificate.failure().get());
        }
        if (key.failure().isPresent()) {
            return unusable(certificate, key, "no key: " + key.failure().get());
        }
        try {
            Identity identity = Identity.read(bytes(certificate), bytes(key));
            return new Reading(certificate, key, Optional.of(identity), Optional.empty());
        } catch (Identity.UnusableException e) {
            return unusable(certificate, key, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns what is wrong with the files: an error if a server would not start with them, a warning for what works but
     * needs attention. Blocks on the disk.
     */
    public List<Problem> problems(Instant now) {
        Reading reading = read();
        List<Problem> problems = new ArrayList<>();
        reading.trouble().ifPresent(words -> problems.add(Problem.error("tls", Position.NOWHERE, words)));
        reading.identity()
                .flatMap(identity -> identity.trouble(now))
                .ifPresent(words -> problems.add(Problem.warning(CERTIFICATE, Position.NOWHERE, words)));
        if (isOpenToOthers()) {
            problems.add(Problem.warning(
                    KEY, Position.NOWHERE, "every user of this machine may read the key: chmod o-r takes that away"));
        }
        return problems;
    }

    private boolean isOpenToOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(options.key());
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static Reading unusable(FileReader.Content certificate, FileReader.Content key, String why) {
        return new Reading(certificate, key, Optional.empty(), Optional.of(why));
    }

    private static byte[] bytes(FileReader.Content content) {
        ByteBuffer all = content.bytes().duplicate();
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        return bytes;
    }
}
