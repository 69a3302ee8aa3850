package dev.jenvoy.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what the library reports. */
final class Faults {

    private static final Pattern PLACE =
            Pattern.compile("evaluation error(?: at <input>:([0-9]+))?: (.*)", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD = Pattern.compile(
            ".*no matching overload for (?:function )?'([^']+)'.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map\\.?", Pattern.DOTALL);
    private static final int MAX_WORDS = 200;

    private Faults() {}

    static ExpressionFault of(CelValidationResult checked, String text, ExpressionVariables variables) {
        List<CelIssue> errors = checked.getErrors();
        if (errors.isEmpty()) {
            return ExpressionFault.whole("the expression is too large or too deep");
        }
        CelIssue first = errors.get(0);
        int line = Math.max(0, first.getSourceLocation().getLine());
        int column = line == 0 ? 0 : Math.max(0, first.getSourceLocation().getColumn()) + 1;
        String there = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        String said = first.getMessage();
        return new ExpressionFault(
                line, column, Mistakes.words(said, there, column, variables).orElseGet(() -> plain(said)));
    }

    /** Says what an evaluation reports. Leaves out values of variables, which may be anything. */
    static ExpressionFault of(CelEvaluationException failed, String text) {
        if (isCausedBy(failed, LazyJson.NoJson.class)) {
            return ExpressionFault.whole(
                    "a variable cannot be read: it is no JSON, or a value in it is too deep or too long");
        }
        Matcher place = PLACE.matcher(String.valueOf(failed.getMessage()));
        if (!place.matches()) {
            return ExpressionFault.whole(words(failed.getErrorCode(), ""));
        }
        String message = words(failed.getErrorCode(), place.group(2));
        if (place.group(1) == null) {
            return ExpressionFault.whole(message);
        }
        int offset = Math.min(Integer.parseInt(place.group(1)), text.codePointCount(0, text.length()));
        int line = 1;
        int column = 1;
        for (int at = 0, points = 0; points < offset; points++) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            line += point == '\n' ? 1 : 0;
            column = point == '\n' ? 1 : column + 1;
        }
        return new ExpressionFault(line, column, message);
    }

    static boolean isCausedBy(Throwable failed, Class<? extends Throwable> type) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String words(CelErrorCode code, String said) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> {
                Matcher key = MISSING_KEY.matcher(said);
                yield key.matches()
                        ? "there is no \"" + cut(key.group(1)) + "\" here; has(…) asks whether there is one"
                        : "there is no such value here; has(…) asks whether there is one";
            }
            case INDEX_OUT_OF_BOUNDS -> "the list has no element of this number";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case ITERATION_BUDGET_EXCEEDED -> "it takes too many steps";
            case OVERLOAD_NOT_FOUND -> plain(said);
            case BAD_FORMAT -> "a value does not have the form that is needed";
            case INVALID_ARGUMENT -> "a value does not fit the function";
            default -> "it cannot be evaluated with these values";
        };
    }

    private static String plain(String said) {
        Matcher overload = NO_OVERLOAD.matcher(said);
        if (overload.matches()) {
            return operator(overload.group(1)) + " does not fit values of these types";
        }
        return cut(said.replace('\n', ' ').strip());
    }

    /** Returns an operator as it is written: {@code +} for {@code _+_}. */
    private static String operator(String function) {
        String name = function.replace("@in", "in");
        return name.length() > 1 && name.indexOf('_') >= 0 ? name.replace("_", "") : name;
    }

    private static String cut(String words) {
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…";
    }

    static boolean mayBeTruth(CelAbstractSyntaxTree tree) {
        CelType type = tree.getResultType();
        return type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
    }

    /** Returns every name in an expression, also those that its macros use. */
    static Set<String> names(CelExpr root) {
        Set<String> names = new HashSet<>();
        collect(root, names);
        return names;
    }

    private static void collect(CelExpr expr, Set<String> names) {
        switch (expr.getKind()) {
            case IDENT -> names.add(expr.ident().name());
            case SELECT -> collect(expr.select().operand(), names);
            case CALL -> {
                expr.call().target().ifPresent(target -> collect(target, names));
                expr.call().args().forEach(argument -> collect(argument, names));
            }
            case LIST -> expr.list().elements().forEach(element -> collect(element, names));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    collect(entry.key(), names);
                    collect(entry.value(), names);
                });
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                for (CelExpr part : List.of(
                        loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())) {
                    collect(part, names);
                }
            }
            default -> {
                // A constant.
            }
        }
    }
}
