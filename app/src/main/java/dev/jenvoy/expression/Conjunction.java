package dev.jenvoy.expression;

import java.util.ArrayList;
import java.util.List;

/** Splits the text of an expression at its outer {@code &&}. */
final class Conjunction {

    private final String text;
    private final List<String> sides = new ArrayList<>();
    private int depth;
    private int begin;

    private Conjunction(String text) {
        this.text = text;
    }

    /** Returns the sides, in order; the whole text where its outer operator is another one. */
    static List<String> sides(String text) {
        return new Conjunction(text).split();
    }

    private List<String> split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = afterString(at);
                continue;
            }
            if (text.startsWith("//", at)) {
                break;
            }
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            if (depth == 0 && (text.startsWith("||", at) || c == '?')) {
                // These bind less than &&, so the sides of && are not those of the whole.
                return List.of(text.strip());
            }
            if (depth == 0 && text.startsWith("&&", at)) {
                side(at);
                begin = at + 2;
                at++;
            }
            at++;
        }
        side(text.length());
        return List.copyOf(sides);
    }

    private void side(int end) {
        sides.add(text.substring(begin, end).strip());
    }

    /** Returns the place behind a string that begins here. */
    private int afterString(int at) {
        String one = text.substring(at, at + 1);
        String quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
        boolean raw = at > 0 && "rR".indexOf(text.charAt(at - 1)) >= 0;
        int next = at + quote.length();
        while (next < text.length() && !text.startsWith(quote, next)) {
            next += !raw && text.charAt(next) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), next + quote.length());
    }
}
