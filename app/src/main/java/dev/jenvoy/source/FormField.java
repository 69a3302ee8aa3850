package dev.jenvoy.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes one field out of a form ({@code application/x-www-form-urlencoded}, WHATWG URL standard), byte for byte and
 * without holding it in memory.
 */
final class FormField {

    private static final int END = -1;
    private static final int MALFORMED = -2;
    private static final int LONGEST_NAME = 64;

    private final InputStream form;
    private final String wanted;
    private int endedBy;

    private FormField(InputStream form, String wanted) {
        this.form = form;
        this.wanted = wanted;
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
        // Byte by byte is how a form is decoded, not how a file is written.
        OutputStream buffered = new BufferedOutputStream(target);
        Result result = new FormField(new BufferedInputStream(form), name).copy(buffered);
        buffered.flush();
        return result;
    }

    private Result copy(OutputStream target) throws IOException {
        boolean found = false;
        do {
            boolean isWanted = readName().equals(wanted);
            if (isWanted && found) {
                return Result.TWICE;
            }
            found |= isWanted;
            if (endedBy == '=' && !copyValue(isWanted ? target : OutputStream.nullOutputStream())) {
                return Result.MALFORMED;
            }
        } while (endedBy != END);
        return found ? Result.FOUND : Result.MISSING;
    }

    /** A name of this length or longer is none that anyone asks for. */
    private String readName() throws IOException {
        StringBuilder name = new StringBuilder();
        int c = form.read();
        while (c != END && c != '=' && c != '&') {
            int decoded = decoded(c);
            if (name.length() < LONGEST_NAME) {
                name.append((char) decoded);
            }
            c = form.read();
        }
        endedBy = c;
        return name.toString();
    }

    private boolean copyValue(OutputStream target) throws IOException {
        int c = form.read();
        while (c != END && c != '&') {
            int decoded = decoded(c);
            if (decoded == MALFORMED) {
                return false;
            }
            target.write(decoded);
            c = form.read();
        }
        endedBy = c;
        return true;
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
