package dev.jenvoy.option.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Makes text of the bytes of a file, which must be UTF-8, with or without a byte order mark. */
public final class Utf8Text {

    private Utf8Text() {}

    /**
     * Returns the text without the byte order mark; empty if the bytes are no text.
     *
     * @param report takes the place where the text ends and what is wrong there
     */
    public static Optional<String> decode(ByteBuffer bytes, BiConsumer<Position, String> report) {
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate(), out, true);
        String decoded = out.flip().toString();
        String text = decoded.startsWith("\ufeff") ? decoded.substring(1) : decoded;
        if (result.isError()) {
            report.accept(JsonPositions.end(text), "the file is not UTF-8 from here on");
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
