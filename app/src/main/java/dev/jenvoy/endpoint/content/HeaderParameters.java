package dev.jenvoy.endpoint.content;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A header's value with parameters, such as {@code Content-Type} (RFC 9110, section 5.6.6).
 *
 * @param value what is before the parameters, in lower case
 * @param parameters the parameters by their names in lower case, the first of each name
 */
record HeaderParameters(String value, Map<String, String> parameters) {

    HeaderParameters {
        parameters = Map.copyOf(parameters);
    }

    /** Reads a value; one that was not sent is an empty value without parameters. */
    static HeaderParameters of(@Nullable String header) {
        String text = header == null ? "" : header;
        int semicolon = text.indexOf(';');
        String value = semicolon < 0 ? text : text.substring(0, semicolon);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int at = semicolon; at >= 0 && at < text.length(); ) {
            at = parameter(text, at + 1, parameters);
        }
        return new HeaderParameters(value.strip().toLowerCase(Locale.ROOT), parameters);
    }

    /** Returns the parameter of this name; empty if there is none. */
    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Returns the declared set of characters; empty if it is missing or not known here. */
    Optional<Charset> charset() {
        try {
            return get("charset").map(Charset::forName);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** Reads one parameter; returns where the semicolon behind it is, or the end. */
    private static int parameter(String text, int from, Map<String, String> parameters) {
        int equals = from;
        while (equals < text.length() && text.charAt(equals) != '=' && text.charAt(equals) != ';') {
            equals++;
        }
        if (equals == text.length() || text.charAt(equals) == ';') {
            return equals;
        }
        String name = text.substring(from, equals).strip().toLowerCase(Locale.ROOT);
        int begin = equals + 1;
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        boolean isQuoted = begin < text.length() && text.charAt(begin) == '"';
        StringBuilder value = new StringBuilder();
        int at = isQuoted ? quoted(text, begin + 1, value) : begin;
        int end = text.indexOf(';', at);
        end = end < 0 ? text.length() : end;
        parameters.putIfAbsent(
                name, isQuoted ? value.toString() : text.substring(begin, end).strip());
        return end;
    }

    /**
     * Reads up to the closing quotation mark; returns the place behind it. A backslash counts only before a quotation mark
     * or a backslash: some clients send paths of Windows as they are.
     */
    private static int quoted(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (text.charAt(at) == '\\' && (next == '"' || next == '\\')) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        return Math.min(at + 1, text.length());
    }
}
