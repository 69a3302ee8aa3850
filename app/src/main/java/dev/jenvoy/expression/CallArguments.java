package dev.jenvoy.expression;

import dev.cel.common.ast.CelExpr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows which parts of an expression a function reads as a whole, by their ids. */
final class CallArguments {

    /** Functions that look at no value, or at one bit or number of it. */
    private static final Set<String> READ_NOTHING = Set.of(
            "_&&_", "_||_", "!_", "_?_:_", "_[_]", "@not_strictly_false", "__not_strictly_false__", "type", "dyn");

    private static final String ADD = "_+_";
    private static final String MATCHES = "matches";

    private final Map<Long, Use> uses = new HashMap<>();
    private final Set<Long> joined = new HashSet<>();

    /** How a function reads one of its arguments. */
    enum Use {
        NOT_READ,
        /** From end to end. */
        READ,
        /** Letter by letter, with a regular expression. */
        MATCHED
    }

    /** Walks the whole expression, which the parser keeps from being deep. */
    CallArguments(CelExpr root) {
        walk(root);
    }

    Use use(long id) {
        return uses.getOrDefault(id, Use.NOT_READ);
    }

    /** Returns whether the part may put texts together. */
    boolean isJoined(long id) {
        return joined.contains(id);
    }

    private void walk(CelExpr expr) {
        switch (expr.getKind()) {
            case CALL -> call(expr);
            case SELECT -> walk(expr.select().operand());
            case LIST -> expr.list().elements().forEach(this::walk);
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    walk(entry.key());
                    walk(entry.value());
                });
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                walk(loop.iterRange());
                walk(loop.accuInit());
                walk(loop.loopCondition());
                walk(loop.loopStep());
                walk(loop.result());
            }
            default -> {
                // A constant, or a name.
            }
        }
    }

    private void call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        if (call.function().equals(ADD)) {
            joined.add(expr.id());
        }
        Use use = READ_NOTHING.contains(call.function())
                ? Use.NOT_READ
                : call.function().equals(MATCHES) ? Use.MATCHED : Use.READ;
        call.target().ifPresent(target -> argument(target, use));
        call.args().forEach(argument -> argument(argument, use));
    }

    private void argument(CelExpr argument, Use use) {
        if (use != Use.NOT_READ && !isAccumulator(argument)) {
            uses.put(argument.id(), use);
        }
        walk(argument);
    }

    /** Returns whether it is what a macro adds to in each step, which is no reading of all that was added before. */
    private static boolean isAccumulator(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                && (expr.ident().name().startsWith("@") || expr.ident().name().startsWith("__result"));
    }
}
