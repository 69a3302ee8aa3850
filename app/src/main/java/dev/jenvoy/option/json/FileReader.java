package dev.jenvoy.option.json;

import dev.jenvoy.permission.Flaw;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads small files whole, with what is needed to tell later whether they have changed. */
public final class FileReader {
    private static final int MAX_FILE_BYTES = 1 << 20;

    /** How a file looks from outside; equal stamps of a file that has been quiet for long mean equal content. */
    public record Stamp(
            long modifiedNanos, long size, @Nullable Object identity) {}

    /**
     * A file as it was at one moment.
     *
     * @param bytes all of it; to be read through a duplicate
     * @param stamp taken before the bytes were read, so that a change in between shows next time; null if missing
     * @param failure why there are no bytes; empty where there are
     * @param flaw how others may change it; where that is refused, the failure says so too
     */
    public record Content(
            Path path, @Nullable Stamp stamp, ByteBuffer bytes, Optional<String> failure, Optional<Flaw> flaw) {
        public boolean sameAs(Content other) {
            return path.equals(other.path)
                    && failure.equals(other.failure)
                    && flaw.equals(other.flaw)
                    && bytes.equals(other.bytes);
        }
    }

    private final StrictModes modes;

    /** @param modes says whether others may change a file; one that they may is not read */
    public FileReader(StrictModes modes) {
        this.modes = modes;
    }

    /** Never blocks on a pipe or a device: only regular files are read. */
    public Content read(Path path) {
        Stamp stamp = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            stamp = stamp(attributes);
            if (!attributes.isRegularFile()) {
                return failed(path, stamp, "it is not a regular file");
            }
            Optional<Flaw> flaw = flaw(path);
            if (modes.isEnforced() && flaw.isPresent() && flaw.get().isGrave()) {
                return new Content(path, stamp, ByteBuffer.allocate(0), flaw.map(found -> found.words("it")), flaw);
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                return bytes.length > MAX_FILE_BYTES
                        ? failed(path, stamp, "it is larger than 1MB")
                        : new Content(path, stamp, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), Optional.empty(), flaw);
            }
        } catch (NoSuchFileException e) {
            return failed(path, stamp, "there is no such file");
        } catch (AccessDeniedException e) {
            return failed(path, stamp, "the server's user may not read it");
        } catch (IOException e) {
            return failed(path, stamp, "it cannot be read");
        }
    }

    /** The one that matters most. A loop: this is part of every start. */
    private Optional<Flaw> flaw(Path path) {
        Flaw worst = null;
        for (Flaw flaw : modes.look(path)) {
            if (worst == null || (flaw.isGrave() && !worst.isGrave())) {
                worst = flaw;
            }
        }
        return Optional.ofNullable(worst);
    }

    /** One stat; null where there is no such file. */
    @Nullable
    public Stamp stamp(Path path) {
        try {
            return stamp(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            return null;
        }
    }

    /** As {@code equals}: what the compiler makes of that for a record is linked at its first use, 12 ms of a start. */
    public static boolean same(@Nullable Stamp one, @Nullable Stamp other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.modifiedNanos == other.modifiedNanos
                && one.size == other.size
                && Objects.equals(one.identity, other.identity);
    }

    private static Stamp stamp(BasicFileAttributes attributes) {
        return new Stamp(
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size(), attributes.fileKey());
    }

    private static Content failed(Path path, @Nullable Stamp stamp, String failure) {
        return new Content(path, stamp, ByteBuffer.allocate(0), Optional.of(failure), Optional.empty());
    }
}
