package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.request.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which text a sender signs: {@code {body}} once, {@code {timestamp}}, {@code {header:NAME}} and {@code {method}} in any
 * number, and any other characters as they are.
 *
 * @param template the text with its places
 */
record SignedText(String template) {

    static final String BODY = "{body}";
    static final String TIMESTAMP = "{timestamp}";

    private static final Pattern PLACE = Pattern.compile("\\{(?:body|timestamp|method|header:([A-Za-z0-9_-]{1,100}))}");

    /** Reads a template; empty if it lacks the body, has it twice, or has an unknown place. */
    static Optional<SignedText> of(String template) {
        int body = template.indexOf(BODY);
        boolean once = body >= 0 && template.indexOf(BODY, body + 1) < 0;
        String rest = PLACE.matcher(template).replaceAll("");
        return once && rest.indexOf('{') < 0 && rest.indexOf('}') < 0
                ? Optional.of(new SignedText(template))
                : Optional.empty();
    }

    boolean hasTimestamp() {
        return template.contains(TIMESTAMP);
    }

    /** Returns the names of the headers that are signed. */
    List<String> headers() {
        return PLACE.matcher(template)
                .results()
                .map(place -> place.group(1))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns the signed bytes before the body; empty if the request lacks a header of it. */
    Optional<byte[]> before(String method, HeaderFields headers, String timestamp) {
        return filled(template.substring(0, template.indexOf(BODY)), method, headers, timestamp);
    }

    /** Returns the signed bytes after the body; empty if the request lacks a header of it. */
    Optional<byte[]> after(String method, HeaderFields headers, String timestamp) {
        return filled(template.substring(template.indexOf(BODY) + BODY.length()), method, headers, timestamp);
    }

    private static Optional<byte[]> filled(String part, String method, HeaderFields headers, String timestamp) {
        Matcher place = PLACE.matcher(part);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (place.find()) {
            text.append(part, from, place.start());
            from = place.end();
            String header = place.group(1);
            if (header != null) {
                String value = headers.only(header);
                if (value == null) {
                    return Optional.empty();
                }
                text.append(value);
            } else {
                text.append(place.group().equals(TIMESTAMP) ? timestamp : method);
            }
        }
        text.append(part, from, part.length());
        // Headers are read as Latin-1; what was signed are bytes. A template is ASCII.
        return Optional.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
