package dev.jenvoy.delivery.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log that has ended, on its way into the journal, or what the journal says of one. A short log is stored as the order of
 * its pieces beside the outputs of the attempt; a long one in parts.
 */
public final class KeptLog implements AutoCloseable {

    /** Nothing was printed, or the order is not known. */
    public static final KeptLog NONE = new KeptLog(0, 0, new byte[0], List.of(), () -> {});

    private static final int ORDER = 1;
    private static final int PARTS = 2;

    private final long printed;
    private final long omitted;
    private final byte[] order;
    private final Resource resource;
    private volatile List<Part> parts;

    /** What is freed with a log. */
    interface Resource {
        void close();
    }

    /** Reads a part. */
    interface Content {
        byte[] read() throws IOException;
    }

    /** A part of a long log, which can be read alone. */
    public static final class Part {

        private final long from;
        private final Content content;

        Part(long from, Content content) {
            this.from = from;
            this.content = content;
        }

        /** Returns how many bytes were printed before it. */
        public long from() {
            return from;
        }

        /** Returns the bytes to store; empty if they are lost, because their file cannot be read. */
        public Optional<byte[]> bytes() {
            try {
                return Optional.of(content.read());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    KeptLog(long printed, long omitted, byte[] order, List<Part> parts, Resource resource) {
        this.printed = printed;
        this.omitted = omitted;
        this.order = order;
        this.parts = List.copyOf(parts);
        this.resource = resource;
    }

    /** Returns how many bytes were printed. */
    public long printed() {
        return printed;
    }

    /** Returns how many of them were not kept. */
    public long omitted() {
        return omitted;
    }

    /** Returns the parts to store, in order; empty for a short log. */
    public List<Part> parts() {
        return parts;
    }

    /** Returns what is stored in the row of the attempt; {@code null} if nothing is. */
    public byte @Nullable [] column() {
        if (printed == 0) {
            return null;
        }
        ByteArrayOutputStream column = new ByteArrayOutputStream(order.length + 8);
        if (order.length > 0) {
            column.write(ORDER);
            column.writeBytes(order);
        } else {
            column.write(PARTS);
            VarInts.write(column, printed);
            VarInts.write(column, omitted);
        }
        return column.toByteArray();
    }

    /** Reads what a row says of a log: its sizes alone. */
    public static KeptLog of(byte @Nullable [] column) {
        if (column == null || column.length == 0) {
            return NONE;
        }
        VarInts numbers = new VarInts(column, 1);
        if (column[0] == PARTS) {
            return new KeptLog(numbers.next(), numbers.next(), new byte[0], List.of(), () -> {});
        }
        long sum = 0;
        while (numbers.hasNext()) {
            long unusedTime = numbers.next();
            sum += numbers.next();
        }
        return new KeptLog(sum, 0, new byte[0], List.of(), () -> {});
    }

    /** Reads the parts of a stored log. */
    public interface StoredParts {

        /** A part with its place. */
        @SuppressWarnings("ArrayRecordComponent") // read, never compared
        record Stored(long from, byte[] bytes) {}

        /** Returns the part that begins at this place or before it; empty if there is no such part. */
        Optional<Stored> at(long from) throws IOException;

        /** Returns where the first part after this place begins; empty if there is no such part. */
        Optional<Long> after(long from) throws IOException;
    }

    /**
     * Returns a stored log for reading.
     *
     * @param column what is stored in the row; {@code null} in rows of earlier versions and for an empty log
     * @param stdout the stored standard output, which is the log of rows of earlier versions, together with the next
     * @param stderr the stored standard error
     */
    public static ReadableLog stored(byte @Nullable [] column, String stdout, String stderr, StoredParts parts) {
        if (column == null || column.length == 0 || column[0] != PARTS) {
            List<LogPiece> pieces = LogOrder.pieces(
                    column == null ? new byte[0] : column,
                    column == null ? 0 : Math.min(1, column.length),
                    stdout,
                    stderr);
            return from -> RunningLog.rest(from, pieces);
        }
        long printed = of(column).printed();
        return from -> part(from, printed, parts);
    }

    private static List<LogPiece> part(long from, long printed, StoredParts parts) throws IOException {
        if (from >= printed) {
            return List.of();
        }
        Optional<StoredParts.Stored> part = parts.at(from);
        List<LogPiece> pieces = part.isEmpty()
                ? List.of()
                : RunningLog.rest(
                        from,
                        LogBlock.read(
                                part.get().from(), PackedBlock.unpack(part.get().bytes())));
        return pieces.isEmpty()
                ? List.of(new LogPiece.Omitted(from, parts.after(from).orElse(printed) - from))
                : pieces;
    }

    /** Frees what holds the log. Called when it is recorded; a second call does nothing. */
    @Override
    public void close() {
        parts = List.of();
        resource.close();
    }
}
