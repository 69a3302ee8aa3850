package dev.jenvoy.hook.run;

import dev.jenvoy.process.output.CapturedOutput;
import java.nio.charset.StandardCharsets;

/** From the bytes of an output to what is shown of it. */
final class OutputText {

    private static final int LONGEST_CHARACTER = 4;

    private OutputText() {}

    /**
     * UTF-8, where it is not with replacement characters. Of an output that was too long its beginning and its end, cut
     * between characters, and between the two a line that says how many bytes are missing.
     */
    static String of(CapturedOutput captured) {
        byte[] bytes = captured.bytes();
        byte[] end = captured.end();
        if (!captured.truncated()) {
            return text(bytes, 0, bytes.length);
        }
        if (bytes.length + end.length == 0) {
            return "";
        }
        int kept = wholeCharacters(bytes);
        int from = firstCharacter(end);
        long omitted = captured.omitted() + (bytes.length - kept) + from;
        String before = text(bytes, 0, kept);
        return before
                + (before.isEmpty() || before.endsWith("\n") ? "" : "\n")
                + "[" + omitted + (omitted == 1 ? " byte" : " bytes") + " omitted]\n"
                + text(end, from, end.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Without the beginning of a character that the cut went through. */
    private static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        int lowest = Math.max(0, bytes.length - LONGEST_CHARACTER);
        while (start >= lowest && isContinuation(bytes[start])) {
            start--;
        }
        if (start < lowest) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }

    /** Where the rest of a character ends that the cut went through; bytes that are no text are left as they are. */
    private static int firstCharacter(byte[] bytes) {
        int start = 0;
        while (start < Math.min(bytes.length, LONGEST_CHARACTER) && isContinuation(bytes[start])) {
            start++;
        }
        return start == LONGEST_CHARACTER ? 0 : start;
    }

    private static boolean isContinuation(byte one) {
        return (one & 0xC0) == 0x80;
    }
}
