package dev.jenvoy.sender.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are UTF-8 to the letter (RFC 3629), which Jackson's reader does not ask for: it takes the over-long forms and
 * lone surrogates. A byte order mark at the beginning is left out, as RFC 8259 allows a reader to do. Anything else fails
 * with a {@link java.nio.charset.CharacterCodingException}, at the latest at the end.
 */
final class Utf8Stream extends InputStream {

    /** No character takes more bytes. */
    private static final int MAX_SEQUENCE_BYTES = 4;

    private static final byte[] MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(512);

    /** The bytes of a character that is not whole yet. */
    private final ByteBuffer begun = ByteBuffer.allocate(MAX_SEQUENCE_BYTES);

    /** The first bytes, if they are no mark; {@code null} as long as nothing was read. */
    private @Nullable ByteBuffer first;

    Utf8Stream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        ByteBuffer head = first;
        if (head == null) {
            byte[] bytes = in.readNBytes(MARK.length);
            head = Arrays.equals(bytes, MARK) ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes);
            first = head;
        }
        int count = Math.min(length, head.remaining());
        head.get(buffer, offset, count);
        if (count < length) {
            int more = in.read(buffer, offset + count, length - count);
            count = count == 0 ? more : count + Math.max(0, more);
        }
        check(ByteBuffer.wrap(buffer, offset, Math.max(0, count)), count < 0);
        return count;
    }

    private void check(ByteBuffer bytes, boolean last) throws IOException {
        while (begun.position() > 0 && bytes.hasRemaining()) {
            begun.put(bytes.get()).flip();
            decode(begun, false);
            begun.compact();
        }
        if (begun.position() == 0) {
            decode(bytes, false);
            begun.put(bytes);
        }
        if (last) {
            begun.flip();
            decode(begun, true);
        }
    }

    private void decode(ByteBuffer bytes, boolean last) throws IOException {
        CoderResult result;
        do {
            decoded.clear();
            result = decoder.decode(bytes, decoded, last);
        } while (result.isOverflow());
        if (result.isError()) {
            result.throwException();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
