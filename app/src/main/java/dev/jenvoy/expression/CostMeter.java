package dev.jenvoy.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one evaluation costs, and ends it at the limits. Each step counts one; what a function reads counts besides,
 * by the length of its arguments, because it reads them without further steps.
 */
final class CostMeter implements CelEvaluationListener {

    /** The most steps of an evaluation. */
    static final long MAX_STEPS = 200_000;

    /** The most characters of a text that the expression puts together. */
    static final int MAX_JOINED_CHARS = 1 << 20;

    /** The most characters of a text that is matched against a regular expression. */
    static final int MAX_MATCHED_CHARS = 64 << 10;

    /** How many characters of a text are read in the time of a step. */
    private static final int CHARS_A_STEP = 64;

    /** How many characters of a text a regular expression takes in the time of a step. */
    private static final int MATCHED_CHARS_A_STEP = 1;

    private static final int STEPS_A_LOOK = 256;

    private final CallArguments arguments;
    private final LongSupplier nanos;
    private final long began;
    private final long limit;
    private final long maxSteps;
    private final String together;
    private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
    private long steps;
    private long waited;
    private long nextLook;
    private @Nullable String excess;

    /**
     * @param arguments which parts of the expression are read by a function
     * @param nanos a clock, as {@link ProcessorTime#nanos}
     * @param limit how many nanoseconds it may take
     * @param budget what it may cost together with others
     */
    CostMeter(CallArguments arguments, LongSupplier nanos, long limit, ExpressionBudget budget) {
        this.arguments = arguments;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.limit = Math.min(limit, budget.nanos());
        // What has no time left ends at its first step.
        this.nextLook = this.limit > 0 ? STEPS_A_LOOK : 0;
        this.maxSteps = Math.min(MAX_STEPS, budget.steps());
        this.together = maxSteps < MAX_STEPS || this.limit < limit
                ? " together with the other expressions of its delivery"
                : "";
    }

    /** Returns how many steps it took. */
    long steps() {
        return steps;
    }

    /** Returns how many nanoseconds it took, without its waits. */
    long took() {
        return nanos.getAsLong() - began - waited;
    }

    /** Does not count the time of getting a variable. */
    <T> T waitingFor(Supplier<T> variable) {
        long from = nanos.getAsLong();
        try {
            return variable.get();
        } finally {
            waited += nanos.getAsLong() - from;
        }
    }

    /** Ends an evaluation that costs too much. */
    static final class Excess extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Excess(String message) {
            super(message, null, false, false);
        }
    }

    /** Returns which limit it passed; {@code null} while it is within all of them. */
    @Nullable
    String excess() {
        return excess;
    }

    @Override
    public void callback(CelExpr expr, Object value) {
        steps++;
        CallArguments.Use use = arguments.use(expr.id());
        if (use != CallArguments.Use.NOT_READ) {
            read(use, value);
        }
        if (value instanceof String text && text.length() > MAX_JOINED_CHARS && arguments.isJoined(expr.id())) {
            exceed("it puts together a text of more than 1 MB");
        }
        if (steps > maxSteps) {
            exceed(
                    together.isEmpty()
                            ? "it takes more than " + MAX_STEPS + " steps"
                            : "it takes more than " + ExpressionBudget.MAX_STEPS + " steps" + together);
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_A_LOOK;
            if (took() > limit) {
                exceed("it takes too long" + together);
            }
        }
        if (excess != null) {
            // An operator may have dropped the first one, as || drops an error where its other side is true.
            throw new Excess(excess);
        }
    }

    private void read(CallArguments.Use use, Object value) {
        if (value instanceof String text) {
            boolean matched = use == CallArguments.Use.MATCHED;
            if (matched && text.length() > MAX_MATCHED_CHARS) {
                exceed("it matches a text of more than 64 KB against a regular expression");
            }
            steps += text.length() / (matched ? MATCHED_CHARS_A_STEP : CHARS_A_STEP);
            nextLook = Math.min(nextLook, steps);
        } else if (value instanceof List || value instanceof Map) {
            steps += weight(value);
        }
    }

    /**
     * Returns how many values a comparison of a list or map reads. An expression can build a list that has another one
     * twice, that one a third one twice, and so on: it is small, and its comparison would never end.
     */
    private long weight(@Nullable Object value) {
        if (value == null) {
            return 1;
        }
        int bytes = LazyJson.bytes(value);
        if (bytes > 0) {
            return 1L + bytes / CHARS_A_STEP;
        }
        if (value instanceof String text) {
            return 1L + text.length() / CHARS_A_STEP;
        }
        if (!(value instanceof List) && !(value instanceof Map)) {
            return 1;
        }
        Long known = weights.get(value);
        if (known != null) {
            return known;
        }
        long sum = 1;
        for (Object element : value instanceof List<?> list ? list : ((Map<?, ?>) value).values()) {
            sum = Math.min(MAX_STEPS + 1, sum + weight(element));
        }
        weights.put(value, sum);
        return sum;
    }

    private void exceed(String what) {
        if (excess == null) {
            excess = what;
        }
    }
}
