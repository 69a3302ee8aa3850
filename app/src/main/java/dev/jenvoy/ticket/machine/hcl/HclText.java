package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a file in HCL's native syntax, in UTF-8 with or without a byte order mark. */
public final class HclText {

    private HclText() {}

    /** Returns what stands in the file; empty, and reported, if it is no text. */
    public static Optional<HclBody> read(ByteBuffer bytes, FileProblems problems) {
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate(), out, true);
        String decoded = out.flip().toString();
        String text = decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
        if (result.isError()) {
            problems.error("syntax", end(text), "the file is not UTF-8 from here on");
            return Optional.empty();
        }
        return Optional.of(HclParser.read(text, problems));
    }

    private static Position end(String text) {
        HclCursor cursor = new HclCursor(text);
        while (!cursor.isAtEnd()) {
            cursor.take();
        }
        return cursor.position();
    }
}
