package dev.jenvoy.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A checked expression in the Common Expression Language. Its evaluation changes nothing, waits for nothing but its
 * variables, and ends: after {@link CostMeter#MAX_STEPS} steps or one second at the latest, or
 * when its {@link ExpressionBudget} is used up. Safe for use by several threads.
 */
public final class Expression {

    /** The most characters of an expression. */
    public static final int MAX_TEXT_CHARS = 8_000;

    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String text;
    private final ExpressionVariables variables;
    private final CelAbstractSyntaxTree tree;
    private final CelRuntime.Program program;
    private final CallArguments arguments;

    private Expression(
            String text, ExpressionVariables variables, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.text = text;
        this.variables = variables;
        this.tree = tree;
        this.program = program;
        this.arguments = new CallArguments(tree.getExpr());
    }

    /** What a text turned out to be. */
    public sealed interface Compiled {

        /** An expression that can be evaluated. */
        record Sound(Expression expression) implements Compiled {}

        /** No expression over these variables. */
        record Faulty(ExpressionFault fault) implements Compiled {}
    }

    /** One side of the {@code &&} of an expression, with its value. */
    public record Part(String text, Evaluation evaluation) {}

    /**
     * Checks a text, its names and, where they are known, its types. The first call of a process takes about a second,
     * further ones some milliseconds.
     */
    public static Compiled compile(String text, ExpressionVariables variables) {
        if (text.isBlank()) {
            return new Compiled.Faulty(ExpressionFault.whole("an expression is missing"));
        }
        if (text.length() > MAX_TEXT_CHARS) {
            return new Compiled.Faulty(
                    ExpressionFault.whole("the expression has more than " + MAX_TEXT_CHARS + " characters"));
        }
        try {
            CelValidationResult checked = Environment.compiler(variables).compile(text);
            if (checked.hasError()) {
                return new Compiled.Faulty(Faults.of(checked, text, variables));
            }
            CelAbstractSyntaxTree tree = checked.getAst();
            return new Compiled.Sound(
                    new Expression(text, variables, tree, Environment.runtime().createProgram(tree)));
        } catch (CelValidationException | CelEvaluationException | StackOverflowError e) {
            return new Compiled.Faulty(ExpressionFault.whole("the expression is too large or too deep"));
        } catch (RuntimeException e) {
            // The library's own fault: the author can still write it in another way.
            return new Compiled.Faulty(
                    ExpressionFault.whole("it cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    /** Returns its text. */
    public String text() {
        return text;
    }

    /** Returns whether it may be true or false. */
    public boolean mayBeTruth() {
        return Faults.mayBeTruth(tree);
    }

    /** Returns whether it names this variable. */
    public boolean uses(String variable) {
        return Faults.names(tree.getExpr()).contains(variable);
    }

    /**
     * Evaluates it. Blocks only where a variable does.
     *
     * @param values the value of each variable, by its name, of the variable's type; asked when the variable is needed, at
     *     most once. A variable whose value cannot be had throws {@link LazyJson.NoJson}, one that is not known here {@link
     *     UnknownValue}
     * @param budget what it may cost together with other expressions
     */
    public Evaluation evaluate(Function<String, Object> values, ExpressionBudget budget) {
        return evaluate(values, budget, ProcessorTime::nanos);
    }

    /** Evaluates each side of its outer {@code &&}, in order; the whole if it has no such operator. */
    public List<Part> parts(Function<String, Object> values, ExpressionBudget budget) {
        Map<String, Object> known = new HashMap<>();
        Function<String, Object> once = remembering(values, known);
        List<Part> parts = new ArrayList<>();
        for (String side : Conjunction.sides(text)) {
            Compiled compiled = compile(side, variables);
            if (compiled instanceof Compiled.Sound sound) {
                parts.add(new Part(side, sound.expression.evaluate(once, budget)));
            } else {
                // A comment or an unusual text was split in the wrong place.
                return List.of(new Part(text, evaluate(once, budget)));
            }
        }
        return List.copyOf(parts);
    }

    Evaluation evaluate(Function<String, Object> values, ExpressionBudget budget, LongSupplier nanos) {
        CostMeter meter = new CostMeter(arguments, nanos, MAX_NANOS, budget);
        try {
            return evaluate(values, meter);
        } finally {
            budget.spend(meter.steps(), meter.took());
        }
    }

    private Evaluation evaluate(Function<String, Object> values, CostMeter meter) {
        Function<String, Object> once =
                remembering(name -> meter.waitingFor(() -> values.apply(name)), new HashMap<>());
        try {
            Object value = program.trace(name -> Optional.ofNullable(once.apply(name)), meter);
            if (meter.excess() != null) {
                return new Evaluation.Failed(ExpressionFault.whole(meter.excess()));
            }
            return new Evaluation.Valued(ValueText.of(value));
        } catch (UnknownValue e) {
            return new Evaluation.Undecided();
        } catch (CelEvaluationException e) {
            if (meter.excess() == null && Faults.isCausedBy(e, UnknownValue.class)) {
                return new Evaluation.Undecided();
            }
            return new Evaluation.Failed(
                    meter.excess() == null ? Faults.of(e, text) : ExpressionFault.whole(meter.excess()));
        } catch (CostMeter.Excess e) {
            return new Evaluation.Failed(ExpressionFault.whole(String.valueOf(e.getMessage())));
        } catch (ValueText.TooLong e) {
            return new Evaluation.Failed(ExpressionFault.whole("its value has more than 64 KB"));
        } catch (LazyJson.NoJson e) {
            return new Evaluation.Failed(ExpressionFault.whole("a variable cannot be read: " + e.getMessage()));
        } catch (StackOverflowError e) {
            return new Evaluation.Failed(ExpressionFault.whole("it is too deep"));
        } catch (RuntimeException e) {
            return new Evaluation.Failed(ExpressionFault.whole(
                    "it cannot be evaluated: " + e.getClass().getSimpleName()));
        }
    }

    private static Function<String, Object> remembering(Function<String, Object> values, Map<String, Object> known) {
        return name -> {
            Object value = known.get(name);
            if (value == null) {
                value = values.apply(name);
                known.put(name, value);
            }
            return value;
        };
    }
}
