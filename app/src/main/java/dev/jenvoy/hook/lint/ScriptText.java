package dev.jenvoy.hook.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a hook's file, for people. The expressions of variables in its head are left out, because people write tokens
 * into variables.
 *
 * @param text its beginning, at most {@link #MAX_BYTES}
 * @param bytes the size of the file
 * @param isCut whether the file goes on
 */
public record ScriptText(String text, long bytes, boolean isCut) {

    /** How much of a file is read. */
    public static final int MAX_BYTES = 64 << 10;

    /**
     * At least all that the head's reader takes for a variable: it ends a line at the line feed alone, so that every other
     * white space, a carriage return too, may be around the parts and within the expression.
     */
    private static final Pattern VARIABLE = Pattern.compile(
            "(jenvoy[\\s&&[^\\n]]*:?[\\s&&[^\\n]]*env\\.[^\\s=]+[\\s&&[^\\n]]*=)[^\\n]*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a hook's file. Blocks. Only a file that may run is read, whose content the server executes in any case: a file
     * that lies in the folder for another purpose stays unread.
     *
     * @param folder the hooks folder
     * @return empty for a file that never runs, is no text, or cannot be read
     */
    public static Optional<ScriptText> of(Path folder, HookListing file) {
        if (file.never().isPresent() || !file.executable()) {
            return Optional.empty();
        }
        Path path = folder.resolve(file.path());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] beginning = in.readNBytes(MAX_BYTES);
            boolean isCut = in.read() >= 0;
            long bytes = Math.max(beginning.length, Files.size(path));
            return decoded(beginning, isCut)
                    .map(text -> new ScriptText(VARIABLE.matcher(text).replaceAll("$1 …"), bytes, isCut));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the text, without a character that the end cuts in two; empty if they are no text. */
    private static Optional<String> decoded(byte[] bytes, boolean isCut) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            CoderResult result = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(in, text, !isCut);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        String read = text.flip().toString();
        return read.indexOf('\0') < 0 ? Optional.of(read) : Optional.empty();
    }
}
