package dev.jenvoy.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values of an expression as text. Ends early where a value is longer than what is kept. */
final class ValueText {

    private static final int MAX_DEPTH = 100;
    private static final int FIRST_PLAIN = 0x20;

    private final StringBuilder out = new StringBuilder();

    private ValueText() {}

    /** Reports a value with more than {@link ExpressionValue#MAX_TEXT_CHARS} characters. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("too long", null, false, false);
        }
    }

    static ExpressionValue of(@Nullable Object value) throws TooLong {
        if (value == null || value instanceof NullValue || value instanceof com.google.protobuf.NullValue) {
            return new ExpressionValue(ExpressionValue.Kind.NOTHING, "null");
        }
        if (value instanceof Boolean truth) {
            return new ExpressionValue(ExpressionValue.Kind.TRUTH, truth.toString());
        }
        if (value instanceof Number number) {
            return new ExpressionValue(ExpressionValue.Kind.NUMBER, Numbers.text(number));
        }
        ValueText text = new ValueText();
        if (value instanceof List || value instanceof Map) {
            text.json(value, 0);
            return new ExpressionValue(ExpressionValue.Kind.JSON, text.out.toString());
        }
        text.append(plain(value));
        return new ExpressionValue(ExpressionValue.Kind.TEXT, text.out.toString());
    }

    /** Returns times and durations as CEL writes them, and bytes in Base64. */
    private static String plain(Object value) {
        return value instanceof CelByteString bytes
                ? Base64.getEncoder().encodeToString(bytes.toByteArray())
                : value.toString();
    }

    private void json(@Nullable Object value, int depth) throws TooLong {
        if (depth > MAX_DEPTH) {
            throw new TooLong();
        }
        if (value == null || value instanceof NullValue || value instanceof com.google.protobuf.NullValue) {
            append("null");
        } else if (value instanceof Boolean) {
            append(value.toString());
        } else if (value instanceof Double real && (real.isNaN() || real.isInfinite())) {
            append("null");
        } else if (value instanceof Number number) {
            append(Numbers.text(number));
        } else if (value instanceof List<?> list) {
            String before = "[";
            for (Object element : list) {
                append(before);
                json(element, depth + 1);
                before = ",";
            }
            append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                append(before);
                quoted(String.valueOf(entry.getKey()));
                append(":");
                json(entry.getValue(), depth + 1);
                before = ",";
            }
            append(map.isEmpty() ? "{}" : "}");
        } else {
            quoted(plain(value));
        }
    }

    private void quoted(String text) throws TooLong {
        append("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                append("\\" + c);
            } else if (c < FIRST_PLAIN) {
                append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : String.format("\\u%04x", (int) c));
            } else {
                room(1);
                out.append(c);
            }
        }
        append("\"");
    }

    private void append(String text) throws TooLong {
        room(text.length());
        out.append(text);
    }

    private void room(int more) throws TooLong {
        if (out.length() + more > ExpressionValue.MAX_TEXT_CHARS) {
            throw new TooLong();
        }
    }
}
