package dev.jenvoy.sender.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads one field of a form ({@code application/x-www-form-urlencoded}, WHATWG URL standard), byte for byte and
 * without holding it in memory. The form may come in pieces. For one thread at a time.
 *
 * <p>A form never begins as a JSON object does. Some senders sign the raw body alike in both types, and anyone who repeats
 * such a request may change its type: a text in the JSON that reads {@code &payload=…} must not become the payload.
 */
public final class FormField {

    private static final int LONGEST_NAME = 64;
    private static final String BEGINS_JSON = "{ \t\r\n";

    private final String wanted;
    private final OutputStream target;

    private final StringBuilder name = new StringBuilder();
    private boolean inValue;
    private boolean inWantedValue;

    /** How many digits of an escape are missing, and the value of the one that is there. */
    private int missingDigits;

    private int digits;

    private boolean begun;
    private boolean found;
    private Result fault = Result.FOUND;

    /** The decoded bytes of one piece. */
    private byte[] decoded = new byte[0];

    private int decodedLength;

    /** @param target gets the field's decoded value; what it got is of no use unless {@link #end} says it was found */
    public FormField(String wanted, OutputStream target) {
        this.wanted = wanted;
        this.target = target;
    }

    /** The result of looking for the field. */
    public enum Result {
        FOUND,
        MISSING,
        TWICE,
        MALFORMED
    }

    /** Writes the decoded value to the target, whose contents count only if the field is found exactly once. */
    public static Result copy(InputStream form, String name, OutputStream target) throws IOException {
        FormField field = new FormField(name, target);
        byte[] some = new byte[8192];
        for (int count = form.read(some); count >= 0; count = form.read(some)) {
            field.write(some, 0, count);
        }
        return field.end();
    }

    /** Reads the next piece of the form. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (decoded.length < length) {
            decoded = new byte[length];
        }
        decodedLength = 0;
        for (int at = offset; at < offset + length && fault == Result.FOUND; at++) {
            take(bytes[at] & 0xff);
        }
        if (decodedLength > 0) {
            target.write(decoded, 0, decodedLength);
        }
    }

    /** Tells whether the whole form holds the field exactly once. The caller calls this after the last piece. */
    public Result end() {
        if (fault == Result.FOUND && missingDigits > 0) {
            fault = Result.MALFORMED;
        }
        if (fault == Result.FOUND && !inValue) {
            nameEnds();
        }
        return fault != Result.FOUND ? fault : found ? Result.FOUND : Result.MISSING;
    }

    private void take(int letter) {
        if (!begun) {
            begun = true;
            if (BEGINS_JSON.indexOf(letter) >= 0) {
                fault = Result.MALFORMED;
                return;
            }
        }
        if (missingDigits > 0) {
            int digit = Character.digit(letter, 16);
            if (digit < 0) {
                fault = Result.MALFORMED;
                return;
            }
            digits = digits * 16 + digit;
            if (--missingDigits == 0) {
                put(digits);
            }
        } else if (letter == '%') {
            missingDigits = 2;
            digits = 0;
        } else if (letter == '&') {
            if (!inValue) {
                nameEnds();
            }
            inValue = false;
            inWantedValue = false;
            name.setLength(0);
        } else if (letter == '=' && !inValue) {
            nameEnds();
            inValue = true;
        } else {
            put(letter == '+' ? ' ' : letter);
        }
    }

    private void nameEnds() {
        inWantedValue = wanted.contentEquals(name);
        if (inWantedValue && found) {
            fault = Result.TWICE;
        }
        found |= inWantedValue;
    }

    /** Keeps a letter. A name that reaches the greatest length is never the wanted one. */
    private void put(int letter) {
        if (!inValue) {
            if (name.length() < LONGEST_NAME) {
                name.append((char) letter);
            }
        } else if (inWantedValue) {
            decoded[decodedLength++] = (byte) letter;
        }
    }
}
