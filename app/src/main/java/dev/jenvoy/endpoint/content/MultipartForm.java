package dev.jenvoy.endpoint.content;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a form of the type {@code multipart/form-data} apart (RFC 7578, in the syntax of RFC 2046). Reads bytes that are in
 * memory, each once. Undertow's parser is not used: it needs the exchange and its pool of buffers, which only {@code web}
 * has, and it does not limit the number of parts.
 */
final class MultipartForm {

    static final int MAX_PARTS = 1_000;
    static final int MAX_HEADER_BYTES = 8 << 10;

    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    /** Encodings that are none: RFC 7578, section 4.7, has deprecated all others. */
    private static final Set<String> AS_IT_IS = Set.of("", "7bit", "8bit", "binary");

    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] HEADER_END = ascii("\r\n\r\n");

    private final byte[] body;
    private final byte[] delimiter;
    private final List<FormPart> parts = new ArrayList<>();

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ascii("\r\n--" + boundary);
    }

    /**
     * Returns the parts in the order sent.
     *
     * @param type the request's type, with the boundary
     * @throws InvalidPayload when it is malformed, or has too many parts
     */
    static List<FormPart> read(byte[] body, HeaderParameters type) throws InvalidPayload {
        String boundary = type.get("boundary").orElse("");
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw malformed("expected a multipart form with a boundary");
        }
        return new MultipartForm(body, boundary).parts();
    }

    private List<FormPart> parts() throws InvalidPayload {
        // The first boundary may be the first line, or come after text that is to be ignored.
        byte[] first = Arrays.copyOfRange(delimiter, LINE_END.length, delimiter.length);
        int begin = startsWith(first, 0) ? first.length : behind(delimiter, 0);
        while (!startsWith(ascii("--"), begin)) {
            if (parts.size() == MAX_PARTS) {
                throw new InvalidPayload(
                        Check.PAYLOAD_LIMITS.reject("the payload has more than " + MAX_PARTS + " parts"));
            }
            begin = part(begin);
        }
        return List.copyOf(parts);
    }

    /** Reads the part whose boundary ends here; returns where the next boundary ends. */
    private int part(int boundaryEnd) throws InvalidPayload {
        int head = boundaryEnd;
        while (head < body.length && (body[head] == ' ' || body[head] == '\t')) {
            head++;
        }
        if (!startsWith(LINE_END, head)) {
            throw malformed("expected the end of the line after a boundary");
        }
        int end = indexOf(HEADER_END, head);
        if (end < 0 || end - head > MAX_HEADER_BYTES) {
            throw malformed("expected the headers of each part in at most " + MAX_HEADER_BYTES + " bytes");
        }
        // The line end that closes an empty part may be the one that closes its headers.
        int begin = end + HEADER_END.length;
        int next = indexOf(delimiter, begin - LINE_END.length);
        if (next < 0) {
            throw malformed("the multipart form ends before its last boundary");
        }
        byte[] content = Arrays.copyOfRange(body, Math.min(begin, next), next);
        String headers = new String(body, head, end - head, StandardCharsets.UTF_8);
        parts.add(described(headers, content));
        return next + delimiter.length;
    }

    private static FormPart described(String headers, byte[] content) throws InvalidPayload {
        HeaderParameters disposition = HeaderParameters.of(header(headers, "content-disposition"));
        @Nullable String name = disposition.get("name").orElse(null);
        if (!disposition.value().equals("form-data") || name == null) {
            throw malformed("expected a name for each part of the form");
        }
        @Nullable String encoding = header(headers, "content-transfer-encoding");
        if (encoding != null && !AS_IT_IS.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
            throw malformed("expected parts without a transfer encoding");
        }
        // A file without a name is the empty field of a browser's form.
        return new FormPart(
                name,
                disposition.get("filename").orElse(""),
                HeaderParameters.of(header(headers, "content-type")),
                content);
    }

    private static @Nullable String header(String headers, String name) {
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return line.substring(colon + 1);
            }
        }
        return null;
    }

    private int behind(byte[] pattern, int from) throws InvalidPayload {
        int found = indexOf(pattern, from);
        if (found < 0) {
            throw malformed("the multipart form does not have its boundary");
        }
        return found + pattern.length;
    }

    /** Takes linear time: what it looks for begins with a line end, which it has nowhere else but at its end. */
    private int indexOf(byte[] pattern, int from) {
        for (int at = from; at + pattern.length <= body.length; at++) {
            if (body[at] == pattern[0] && startsWith(pattern, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] pattern, int at) {
        return at + pattern.length <= body.length
                && Arrays.equals(body, at, at + pattern.length, pattern, 0, pattern.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static InvalidPayload malformed(String error) {
        return new InvalidPayload(Check.FORM.reject(error));
    }
}
