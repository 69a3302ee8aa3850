package dev.jenvoy.delivery.output;

import java.io.IOException;
import java.util.List;

/** A log that is read in portions. Safe for use by several threads. */
public interface ReadableLog {

    /** A log without a byte. */
    ReadableLog EMPTY = from -> List.of();

    /**
     * Returns the pieces from a place on, in order and without a gap: some tens of kilobytes at most. The first one begins
     * at this place. Empty at the end of what there is now. Blocks for reading from a disk.
     *
     * @param from the {@link LogPiece#next} of the last piece that was read; 0 for the beginning
     * @throws IOException if it cannot be read any more
     */
    List<LogPiece> read(long from) throws IOException;
}
