package dev.jenvoy.hook.head;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the lines of a head in the beginning of a file. Reads at most {@link #MAX_BYTES}, and looks at bytes: a file need
 * not be text. Follows links.
 *
 * @param lines the head's lines, in order
 * @param faults what is no line of a head, but begins like one
 * @param doubts what perhaps was meant as a line of a head: it does not count, and does not keep the hook from running
 */
record HeadFile(List<HeadLine> lines, List<HeadFault> faults, List<HeadFault> doubts) {

    /** How much of a file is read. */
    static final int MAX_BYTES = 64 << 10;

    /** How many lines of a file may belong to its head. */
    static final int MAX_LINES = 50;

    /** How many lines are searched for what was perhaps meant as a line of a head. */
    private static final int MAX_SEARCHED = 200;

    private static final HeadFile EMPTY = new HeadFile(List.of(), List.of(), List.of());
    private static final String PROGRAM = "\u007fELF";
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    /** A comment that begins with the word, in a text with one character for each byte. */
    private static final Pattern LINE =
            Pattern.compile("[ \\t]*(?:#+|//+|--+|;+|%+)[ \\t]*jenvoy:(.*)", Pattern.DOTALL);

    /** A comment that perhaps was meant as such a line: another case, blanks or no colon. */
    private static final Pattern NEARLY = Pattern.compile(
            "[ \\t]*(?:#+|//+|--+|;+|%+)[ \\t]*jenvoy(?:[ \\t]*:|[ \\t]+[a-z_.]+[ \\t]*=[^=]).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("jenvoy", Pattern.CASE_INSENSITIVE);

    private static final Pattern SETTING = Pattern.compile("\\s*([^\\s=]+)\\s*=\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final int MAX_LINE_BYTES = 16 << 10;

    HeadFile {
        lines = List.copyOf(lines);
        faults = List.copyOf(faults);
        doubts = List.copyOf(doubts);
    }

    /** Reads the head of a file. A file that may not be read has no head: its interpreter could not read it either. */
    static HeadFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(MAX_BYTES));
        } catch (NoSuchFileException | AccessDeniedException e) {
            return EMPTY;
        } catch (IOException e) {
            // What the head asks for must not be left out because the disk fails.
            return new HeadFile(List.of(), List.of(new HeadFault(0, "the file cannot be read")), List.of());
        }
    }

    static HeadFile of(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.startsWith(PROGRAM) || !WORD.matcher(text).find()) {
            return EMPTY;
        }
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        List<HeadLine> lines = new ArrayList<>();
        List<HeadFault> faults = new ArrayList<>();
        List<HeadFault> doubts = new ArrayList<>();
        int begin = 0;
        boolean cut = beginning.length == MAX_BYTES;
        for (int number = 1; number <= MAX_SEARCHED && begin < marked.length(); number++) {
            int end = marked.indexOf('\n', begin);
            boolean whole = end >= 0 || !cut;
            end = end < 0 ? marked.length() : end;
            // What decides whether a line belongs to the head is at its beginning.
            Matcher comment = LINE.matcher(marked).region(begin, end);
            if (number <= MAX_LINES && comment.matches() && !whole && end - begin <= MAX_LINE_BYTES) {
                faults.add(new HeadFault(number, "the line does not end within the first 64 KB of the file"));
            } else if (number <= MAX_LINES && comment.matches()) {
                line(number, comment.group(1), lines, faults);
            } else if (NEARLY.matcher(marked).region(begin, end).matches()) {
                doubts.add(
                        new HeadFault(
                                number,
                                number > MAX_LINES
                                        ? "only the first " + MAX_LINES + " lines count"
                                        : "expected \"jenvoy: KEY = VALUE\", in lower case, with the colon right after the word"));
            }
            begin = end + 1;
        }
        return new HeadFile(lines, faults, doubts);
    }

    private static void line(int number, String bytes, List<HeadLine> lines, List<HeadFault> faults) {
        if (bytes.length() > MAX_LINE_BYTES) {
            faults.add(new HeadFault(number, "the line has more than 16 KB"));
            return;
        }
        if (bytes.indexOf(0) >= 0) {
            faults.add(new HeadFault(number, "the line has a NUL character"));
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.add(new HeadFault(number, "the line is not UTF-8"));
            return;
        }
        Matcher setting = SETTING.matcher(text);
        if (!setting.matches()) {
            faults.add(new HeadFault(number, "expected KEY = VALUE after \"jenvoy:\""));
        } else if (setting.group(2).isEmpty()) {
            faults.add(new HeadFault(number, "\"" + setting.group(1) + "\" has no value"));
        } else {
            lines.add(new HeadLine(number, setting.group(1), setting.group(2)));
        }
    }
}
