package dev.jenvoy.cli.imports;

import java.util.List;
import java.util.stream.Collectors;

/** Writes pieces of expressions. */
final class CelText {

    private CelText() {}

    /** Returns a text as a literal. */
    static String quoted(String text) {
        StringBuilder literal = new StringBuilder("'");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\'' -> literal.append("\\'");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return literal.append("'").toString();
    }

    /** Returns a condition that is true if all of these are. */
    static String all(List<String> conditions) {
        return joined(conditions, " && ", "true");
    }

    /** Returns a condition that is true if any of these is. */
    static String any(List<String> conditions) {
        return joined(conditions, " || ", "false");
    }

    private static String joined(List<String> conditions, String operator, String ofNothing) {
        return switch (conditions.size()) {
            case 0 -> ofNothing;
            case 1 -> conditions.get(0);
            default -> conditions.stream().collect(Collectors.joining(operator, "(", ")"));
        };
    }
}
