package dev.jenvoy.delivery.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The log of an action that runs. Keeps all of it up to its limit, else the first quarter of the limit and the end; the end
 * is kept in blocks, so that up to a 16th of the limit less is kept. Holds at most some 100 KB in memory, and the rest in a
 * file; without a file it keeps less. Safe for use by several threads.
 */
public final class RunningLog implements ReadableLog {

    private static final int LARGEST_BLOCK = 32 << 10;
    private static final int BLOCKS = 16;

    private final long most;
    private final long begun;
    private final int room;
    private final LongSupplier nanos;
    private final LogBlocks blocks;
    private final List<LogBlocks.Held> beginning = new ArrayList<>();
    private final Deque<LogBlocks.Held> end = new ArrayDeque<>();
    private LogBlock current;
    private long beginningWeight;
    private long endWeight;
    private boolean isBeginningFull;
    private long printed;
    private long omitted;

    /**
     * Begins a log at this moment.
     *
     * @param most how many bytes are kept
     * @param folder the folder for a file without a name; used when the log is long
     * @param nanos a clock like {@link System#nanoTime}
     */
    public RunningLog(long most, Path folder, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.room = (int) Math.max(LogBlock.smallest(), Math.min(LARGEST_BLOCK, most / BLOCKS));
        // A packed block may be a byte longer.
        this.blocks = new LogBlocks(folder, room + 1);
        this.current = new LogBlock(0, room);
    }

    /** Adds what was read from a stream. Called by one thread, before {@link #end}. */
    public synchronized void write(OutputSink.Stream stream, byte[] chunk) {
        int millis = (int) Math.min(Integer.MAX_VALUE, (nanos.getAsLong() - begun) / 1_000_000);
        int at = 0;
        while (at < chunk.length) {
            int taken = current.add(stream, Math.max(0, millis), chunk, at, chunk.length - at);
            at += taken;
            printed += taken;
            if (taken == 0) {
                seal();
            }
        }
        trim();
    }

    /** Ends the present block and begins the next. */
    private void seal() {
        if (current.length() == 0) {
            return;
        }
        LogBlocks.Held held = blocks.hold(current);
        current = new LogBlock(printed, room);
        if (!isBeginningFull && beginningWeight + held.weight() <= most / 4) {
            beginning.add(held);
            beginningWeight += held.weight();
        } else {
            isBeginningFull = true;
            end.add(held);
            endWeight += held.weight();
        }
        if (blocks.overflows() && !blocks.isFileLost() && !blocks.spill(all())) {
            isBeginningFull = true;
            // One gap only: what is in the file of the end is given up, and the rest stays in memory.
            while (!end.isEmpty() && !end.peekFirst().isInMemory()) {
                drop();
            }
        }
        trim();
    }

    private List<LogBlocks.Held> all() {
        return Stream.concat(beginning.stream(), end.stream()).toList();
    }

    private void trim() {
        while (!end.isEmpty() && isOver()) {
            drop();
        }
    }

    private boolean isOver() {
        return beginningWeight + endWeight + current.length() > most
                || (blocks.isFileLost() && endWeight > LogBlocks.MEMORY / 2);
    }

    private void drop() {
        LogBlocks.Held oldest = end.removeFirst();
        endWeight -= oldest.weight();
        omitted += oldest.printed();
        blocks.drop(oldest);
    }

    /** Returns how many bytes were printed so far. */
    public synchronized long printed() {
        return printed;
    }

    @Override
    public synchronized List<LogPiece> read(long from) throws IOException {
        for (LogBlocks.Held held : all()) {
            if (from < held.from()) {
                return List.of(new LogPiece.Omitted(from, held.from() - from));
            }
            if (from < held.from() + held.printed()) {
                return rest(from, LogBlock.read(held.from(), blocks.form(held)));
            }
        }
        if (from < current.from()) {
            return List.of(new LogPiece.Omitted(from, current.from() - from));
        }
        return from < printed ? rest(from, LogBlock.read(current.from(), current.form())) : List.of();
    }

    static List<LogPiece> rest(long from, List<LogPiece> pieces) {
        return pieces.stream()
                .filter(piece -> piece.next() > from)
                .map(piece -> piece instanceof LogPiece.Printed text ? (LogPiece) text.rest(from) : piece)
                .toList();
    }

    /**
     * Ends the log, and makes it ready for the journal. Nothing may be written afterwards; it can be read until the result is
     * closed.
     *
     * @param stdout what is stored as the standard output of the attempt
     * @param stderr what is stored as its standard error; a log that has just these two is stored as the order of its pieces
     */
    public synchronized KeptLog end(String stdout, String stderr) {
        if (printed == 0) {
            return KeptLog.NONE;
        }
        try {
            if (omitted == 0 && printed <= (long) stdout.length() * 3 + (long) stderr.length() * 3) {
                List<LogPiece> pieces = pieces();
                if (LogOrder.isIn(pieces, stdout, stderr)) {
                    return new KeptLog(printed, 0, LogOrder.of(pieces), List.of(), blocks);
                }
            }
            seal();
            if (most < room) {
                // Even one block may be more than the limit.
                while (!end.isEmpty() && isOver()) {
                    drop();
                }
            }
            List<KeptLog.Part> parts = new ArrayList<>();
            for (LogBlocks.Held held : all()) {
                blocks.pack(held);
                parts.add(new KeptLog.Part(held.from(), () -> blocks.stored(held)));
            }
            return new KeptLog(printed, omitted, new byte[0], parts, blocks);
        } catch (IOException e) {
            // The hook ran, and its outputs are in the outcome.
            return new KeptLog(printed, printed, new byte[0], List.of(), blocks);
        }
    }

    private List<LogPiece> pieces() throws IOException {
        List<LogPiece> pieces = new ArrayList<>();
        for (List<LogPiece> more = read(0);
                !more.isEmpty();
                more = read(more.get(more.size() - 1).next())) {
            pieces.addAll(more);
        }
        return pieces;
    }
}
