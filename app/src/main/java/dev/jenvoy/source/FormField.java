package dev.jenvoy.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes one field out of a form ({@code application/x-www-form-urlencoded}, WHATWG URL standard), byte for byte and
 * without holding it in memory.
 */
final class FormField {

    private static final int END = -1;
    private static final int LONGEST_NAME = 64;

    private final InputStream form;

    private FormField(InputStream form) {
        this.form = form;
    }

    /** What came of looking for it. */
    enum Result {
        FOUND,
        MISSING,
        TWICE,
        MALFORMED
    }

    /** Writes the decoded value of the field to the target; when it is not found just once, that holds nothing good. */
    static Result copy(InputStream form, String name, OutputStream target) throws IOException {
        return new FormField(new BufferedInputStream(form)).copy(name, target);
    }

    private Result copy(String name, OutputStream target) throws IOException {
        byte[] wanted = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        boolean found = false;
        int last;
        do {
            Name read = readName();
            last = read.endedBy;
            boolean isWanted = Arrays.equals(read.bytes, wanted);
            if (isWanted && found) {
                return Result.TWICE;
            }
            found |= isWanted;
            if (last == '=') {
                last = copyValue(isWanted ? target : OutputStream.nullOutputStream());
                if (last == MALFORMED) {
                    return Result.MALFORMED;
                }
            }
        } while (last != END);
        return found ? Result.FOUND : Result.MISSING;
    }

    private static final int MALFORMED = -2;

    private record Name(byte[] bytes, int endedBy) {}

    private Name readName() throws IOException {
        byte[] name = new byte[LONGEST_NAME];
        int length = 0;
        int c = form.read();
        while (c != END && c != '=' && c != '&') {
            int decoded = decoded(c);
            if (length < LONGEST_NAME) {
                name[length] = (byte) decoded;
            }
            length++;
            c = form.read();
        }
        return new Name(length > LONGEST_NAME ? new byte[0] : Arrays.copyOf(name, length), c);
    }

    private int copyValue(OutputStream target) throws IOException {
        int c = form.read();
        while (c != END && c != '&') {
            int decoded = decoded(c);
            if (decoded == MALFORMED) {
                return MALFORMED;
            }
            target.write(decoded);
            c = form.read();
        }
        return c;
    }

    private int decoded(int c) throws IOException {
        if (c == '+') {
            return ' ';
        }
        if (c != '%') {
            return c;
        }
        int high = Character.digit(form.read(), 16);
        int low = Character.digit(form.read(), 16);
        return high < 0 || low < 0 ? MALFORMED : high * 16 + low;
    }
}
