package dev.jenvoy.journal.postgres.piece;

import dev.jenvoy.delivery.payload.PayloadLostException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads a payload piece by piece: the next one is fetched when one is used up, so that one is in memory. */
final class PieceStream extends InputStream {

    private final Source source;
    private final long pieces;
    private byte[] piece = new byte[0];
    private int position;
    private long next;

    /** @param pieces how many there are */
    PieceStream(Source source, long pieces) {
        this.source = source;
        this.pieces = pieces;
    }

    /** Fetches pieces. */
    interface Source {

        /** Returns one piece; empty if it is not there. Blocks. */
        Optional<byte[]> piece(long number) throws IOException;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return piece.length - position;
    }

    private boolean isAtEnd() throws IOException {
        while (position == piece.length) {
            if (next == pieces) {
                return true;
            }
            // Not both in memory.
            piece = new byte[0];
            position = 0;
            piece = source.piece(next)
                    .orElseThrow(() -> new PayloadLostException("piece " + next + " of a payload has been deleted"));
            next++;
        }
        return false;
    }
}
