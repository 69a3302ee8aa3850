package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes how a sender writes its codes.
 *
 * @param header the header with the code, its prefix, its hash and its encoding
 * @param separator what is between several values of the header; {@code null} if the header is one code
 * @param signed the text that is signed
 * @param timestampHeader the header with the time, or {@code null}
 * @param timestampPrefix what begins the value with the time among several of the header, or {@code null}
 * @param tolerance how far the time may be from now, either side
 */
record HmacForm(
        HmacHeader header,
        @Nullable String separator,
        SignedText signed,
        @Nullable String timestampHeader,
        @Nullable String timestampPrefix,
        Duration tolerance) {

    /** What one header says. */
    record Said(List<byte[]> codes, String timestamp) {}

    boolean isTimed() {
        return timestampHeader != null || timestampPrefix != null;
    }

    /** Reads the header; empty if it is missing, sent twice or malformed. */
    Optional<Said> read(ProvenRequest request) {
        String sent = request.head().headers().only(header.name());
        if (sent == null) {
            return Optional.empty();
        }
        List<byte[]> codes = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (String value : values(sent)) {
            header.read(value).ifPresent(codes::add);
            if (timestampPrefix != null && value.startsWith(timestampPrefix)) {
                times.add(value.substring(timestampPrefix.length()));
            }
        }
        String time = timestampHeader == null ? null : request.head().headers().only(timestampHeader);
        if (time != null) {
            times.add(time);
        }
        return codes.isEmpty() || times.size() != (isTimed() ? 1 : 0)
                ? Optional.empty()
                : Optional.of(new Said(List.copyOf(codes), isTimed() ? times.get(0) : ""));
    }

    private List<String> values(String sent) {
        if (separator == null) {
            return List.of(sent);
        }
        List<String> values = new ArrayList<>();
        for (String value : sent.split(Pattern.quote(separator), -1)) {
            values.add(value.strip());
        }
        return values;
    }

    /** Says what the headers should look like. */
    String expected() {
        return "one header " + header.expected()
                + (timestampHeader == null ? "" : " and one header " + timestampHeader + ": <time>");
    }

    Hmac hmac() {
        return header.hmac();
    }
}
