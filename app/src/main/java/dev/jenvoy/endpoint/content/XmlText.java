package dev.jenvoy.endpoint.content;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes XML. A byte order mark says the encoding before all else, then the request, then the document (RFC 7303, section 3).
 * The JDK's reader is not left to do it: it writes to standard error what it cannot decode.
 */
final class XmlText {

    private static final int DECLARATION_BYTES = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]{0,200}?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final char MARK = '\uFEFF';

    private XmlText() {}

    /**
     * Returns the document as text, without a byte order mark.
     *
     * @param declared the encoding that the request declares
     * @throws InvalidPayload when its encoding is not known, or it is not in its encoding
     */
    static String of(byte[] xml, Optional<Charset> declared) throws InvalidPayload {
        try {
            String text = charset(xml, declared)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(xml))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        } catch (CharacterCodingException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidPayload(Check.PAYLOAD.reject("the payload is not in an encoding that it declares"));
        }
    }

    private static Charset charset(byte[] xml, Optional<Charset> declared) {
        int first = xml.length < 2 ? 0 : ((xml[0] & 0xFF) << 8) | (xml[1] & 0xFF);
        return switch (first) {
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xEFBB -> StandardCharsets.UTF_8;
            default -> declared.orElseGet(() -> ownCharset(xml, first));
        };
    }

    private static Charset ownCharset(byte[] xml, int first) {
        if (first == '<') {
            return StandardCharsets.UTF_16BE;
        }
        if (first == '<' << 8) {
            return StandardCharsets.UTF_16LE;
        }
        int length = Math.min(xml.length, DECLARATION_BYTES);
        Matcher declaration = DECLARED.matcher(new String(xml, 0, length, StandardCharsets.ISO_8859_1));
        return declaration.find() ? Charset.forName(declaration.group(1)) : StandardCharsets.UTF_8;
    }
}
