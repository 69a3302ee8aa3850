package dev.jenvoy.expression;

import dev.jenvoy.option.json.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what is wrong with a text that is no expression, above all what other languages write in its place. */
final class Mistakes {

    private static final Pattern TOKEN =
            Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern INPUT =
            Pattern.compile("(?:mismatched|extraneous) input '(.*)' expecting .*", Pattern.DOTALL);
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern LAST_WORD = Pattern.compile("(?:.*\\W)?(\\w+)\\s*", Pattern.DOTALL);

    private static final List<String> FUNCTIONS = List.of(
            "all",
            "bool",
            "bytes",
            "contains",
            "double",
            "duration",
            "dyn",
            "endsWith",
            "exists",
            "exists_one",
            "filter",
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getDayOfYear",
            "getFullYear",
            "getHours",
            "getMilliseconds",
            "getMinutes",
            "getMonth",
            "getSeconds",
            "has",
            "int",
            "map",
            "matches",
            "size",
            "startsWith",
            "string",
            "timestamp",
            "type",
            "uint");

    /** What functions are called elsewhere. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "any", "exists",
            "count", "size",
            "includes", "contains",
            "len", "size",
            "length", "size",
            "some", "exists",
            "str", "string",
            "test", "matches");

    private static final Map<String, String> OPERATORS = Map.of("and", "&&", "or", "||", "not", "!");

    private Mistakes() {}

    /**
     * Returns the words for what the library says; empty for what it says well enough.
     *
     * @param text the line of the expression
     * @param column 1-based place there in characters; 0 if there is no such place
     */
    static Optional<String> words(String said, String text, int column, ExpressionVariables variables) {
        int at = Math.max(0, Math.min(column - 1, text.codePointCount(0, text.length())));
        int offset = text.offsetByCodePoints(0, at);
        Matcher undeclared = UNDECLARED.matcher(said);
        if (undeclared.matches()) {
            return Optional.of(undeclared(undeclared.group(1), text.startsWith("(", offset), variables));
        }
        Matcher token = TOKEN.matcher(said);
        if (token.matches()) {
            return token(token.group(1));
        }
        Matcher input = INPUT.matcher(said);
        return input.matches() ? Optional.of(input(input.group(1), text.substring(0, offset))) : Optional.empty();
    }

    private static String undeclared(String name, boolean isCall, ExpressionVariables variables) {
        if (!isCall) {
            return "there is no variable or function \"" + name + "\"; the variables are "
                    + String.join(", ", variables.types().keySet());
        }
        return "there is no function \"" + name + "\""
                + Optional.ofNullable(ELSEWHERE.get(name.toLowerCase(Locale.ROOT)))
                        .or(() -> Spelling.nearest(name, FUNCTIONS))
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("");
    }

    private static Optional<String> token(String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return switch (token.charAt(0)) {
            case '=' ->
                Optional.of(
                        token.startsWith("=~")
                                ? "there is no operator \"=~\": use matches(…)"
                                : "\"=\" alone is no operator: \"==\" compares");
            case '&' -> Optional.of("write \"&&\" in the place of \"&\"");
            case '|' -> Optional.of("write \"||\" in the place of \"|\"");
            case '#' -> Optional.of("no comment with \"#\" can follow an expression");
            case '"', '\'' -> Optional.of("a text has no closing quotation mark");
            default -> Optional.empty();
        };
    }

    private static String input(String found, String before) {
        String operator = OPERATORS.get(found.toLowerCase(Locale.ROOT));
        if (operator != null) {
            return instead(operator, found);
        }
        Matcher last = LAST_WORD.matcher(before);
        if (last.matches() && last.group(1).equalsIgnoreCase("not")) {
            return instead("!", last.group(1));
        }
        return found.equals("<EOF>") ? "the expression ends too early" : "\"" + found + "\" is not expected here";
    }

    private static String instead(String operator, String word) {
        return "write \"" + operator + "\" in the place of \"" + word + "\"";
    }
}
