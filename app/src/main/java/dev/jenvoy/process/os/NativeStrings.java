package dev.jenvoy.process.os;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * Encodes texts for the system. Uses the JDK's encoding of file names, so that a path from a folder's listing leads
 * back to the file. Uses UTF-8 for characters that this encoding lacks (a branch name under the C locale).
 */
public final class NativeStrings {
    private static final Charset FILE_NAMES = fileNames();

    private NativeStrings() {}

    /** Returns the bytes, without a NUL at the end. */
    public static byte[] bytes(String text) {
        if (FILE_NAMES.equals(StandardCharsets.UTF_8)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            ByteBuffer encoded = FILE_NAMES
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Charset fileNames() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
