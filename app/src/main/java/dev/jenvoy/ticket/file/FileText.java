package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.Position;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes text of the bytes of a file, which must be UTF-8, with or without a byte order mark. */
public final class FileText {

    private FileText() {}

    /** Returns the text without the byte order mark; empty, and reported, if the bytes are no text. */
    public static Optional<String> decode(ByteBuffer bytes, FileProblems problems) {
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate(), out, true);
        String decoded = out.flip().toString();
        String text = decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
        if (result.isError()) {
            problems.error("syntax", end(text), "the file is not UTF-8 from here on");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Position end(String text) {
        int begin = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(character -> character == '\n').count();
        return new Position(line, 1 + text.codePointCount(begin, text.length()));
    }
}
