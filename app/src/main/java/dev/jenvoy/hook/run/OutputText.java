package dev.jenvoy.hook.run;

import dev.jenvoy.process.output.CapturedOutput;
import java.nio.charset.StandardCharsets;

/** Converts the bytes of an output to text. */
final class OutputText {

    private static final int LONGEST_CHARACTER = 4;

    private OutputText() {}

    /**
     * Decodes UTF-8 and replaces malformed bytes. For a truncated output, returns its beginning and its end, cut
     * between characters, and between them a line with the number of omitted bytes.
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

    /** Returns the length without an incomplete character at the end. */
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

    /** Returns where the rest of an incomplete character ends. Leaves bytes that are not text unchanged. */
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
