package dev.jenvoy.source;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Stands before Gson's reader and makes up for two of its habits: it lets raw control characters pass in strings that
 * it skips, which RFC 8259 forbids, and it gives up on numbers of more than a thousand digits, which RFC 8259 allows.
 * Such numbers are shortened here; the payload itself keeps every digit.
 */
final class JsonChars extends FilterReader {

    private static final int LONGEST_NUMBER = 200;

    private boolean inString;
    private boolean escaped;
    private int digits;

    JsonChars(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read;
        int kept;
        do {
            read = in.read(buffer, offset, length);
            kept = offset;
            for (int at = offset; at < offset + read; at++) {
                if (keeps(buffer[at])) {
                    buffer[kept++] = buffer[at];
                }
            }
        } while (read > 0 && kept == offset);
        return read < 0 ? read : kept - offset;
    }

    private boolean keeps(char c) throws IOException {
        if (inString) {
            if (c < 0x20) {
                throw new MalformedStringException();
            }
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return true;
        }
        inString = c == '"';
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        return digits <= LONGEST_NUMBER;
    }

    /** A control character inside a string. */
    static final class MalformedStringException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedStringException() {
            super("control character in a string");
        }
    }
}
