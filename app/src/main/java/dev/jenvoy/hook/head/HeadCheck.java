package dev.jenvoy.hook.head;

import dev.jenvoy.expression.Evaluation;
import dev.jenvoy.expression.Expression;
import dev.jenvoy.expression.ExpressionBudget;
import dev.jenvoy.expression.ExpressionFault;
import dev.jenvoy.expression.ExpressionValue;
import dev.jenvoy.expression.LazyJson;
import dev.jenvoy.expression.UnknownValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides by a head whether a hook runs for a delivery, and says why. */
public final class HeadCheck {

    /** How much all variables of a head may have together, names and values in UTF-8. */
    private static final int MAX_VARIABLE_BYTES = 64 << 10;

    private static final String UNDECIDED = "depends on the payload";

    private final HookHead head;
    private final DeliveryValues values;

    public HeadCheck(HookHead head, DeliveryValues values) {
        this.head = head;
        this.values = values;
    }

    /**
     * A part of a head, and what it is for the delivery.
     *
     * @param key the key of the line
     * @param text the patterns, or one side of the {@code &&} of an expression; empty for a variable
     * @param value {@code true} or {@code false}, with more words for patterns; the type of a variable; or why it has no
     *     value; empty for an option, whose value is the text
     */
    public record Part(String key, String text, String value) {

        /** Returns whether it keeps the hook from running. */
        public boolean isFalse() {
            return value.startsWith("false");
        }

        /** Describes it on one line: {@code when: action == "opened": true}, {@code timeout = 5m}. */
        public String describe() {
            if (value.isEmpty()) {
                return key + " = " + text;
            }
            return key + ": " + (text.isEmpty() ? "" : text + ": ") + value;
        }
    }

    /** Decides. Reads the payload where a part of the head needs it, which may block. */
    public HeadDecision decide() {
        return decide(true);
    }

    /** Decides about a run by time: its delivery has nothing that patterns could match, so they are not asked. */
    public HeadDecision decideByTime() {
        return decide(false);
    }

    private HeadDecision decide(boolean asksPatterns) {
        if (head.fault().isPresent()) {
            return new HeadDecision.Faulty(head.fault().get());
        }
        if (!head.asksDelivery()) {
            return new HeadDecision.Runs(Map.of());
        }
        try {
            if (asksPatterns && !globsMatch()) {
                return new HeadDecision.LeftOut();
            }
        } catch (LazyJson.NoJson e) {
            return new HeadDecision.Faulty("the patterns of its head need the payload, which cannot be read");
        }
        if (head.when().isPresent()) {
            Evaluation evaluation = head.when().get().evaluate(values, values.budget());
            if (evaluation instanceof Evaluation.Failed failed) {
                return faulty(HeadParser.WHEN, failed.fault());
            }
            // What cannot be decided because the list of changed files was cut counts as a change of everything.
            if (evaluation instanceof Evaluation.Valued valued
                    && !valued.value().isTrue()) {
                return valued.value().kind() == ExpressionValue.Kind.TRUTH
                        ? new HeadDecision.LeftOut()
                        : faulty(HeadParser.WHEN, notTruth(valued.value()));
            }
        }
        return variables();
    }

    private boolean globsMatch() {
        boolean named = true;
        if (head.globs().containsKey(HeadGlob.BRANCHES) || head.globs().containsKey(HeadGlob.TAGS)) {
            named = matches(HeadGlob.BRANCHES) || matches(HeadGlob.TAGS);
        }
        return named
                && head.globs().keySet().stream()
                        .filter(glob -> glob != HeadGlob.BRANCHES && glob != HeadGlob.TAGS)
                        .allMatch(this::matches);
    }

    private boolean matches(HeadGlob glob) {
        GlobList globs = head.globs().get(glob);
        if (globs == null) {
            return false;
        }
        try {
            return glob.matches(globs, values).matches();
        } catch (UnknownValue e) {
            // What is not known takes no hook out of an explanation.
            return true;
        }
    }

    private HeadDecision variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, Expression> variable : head.variables().entrySet()) {
            Evaluation evaluation = variable.getValue().evaluate(values.withKnownChanges(), values.budget());
            String key = "env." + variable.getKey();
            if (evaluation instanceof Evaluation.Failed failed) {
                return faulty(key, failed.fault());
            }
            if (!(evaluation instanceof Evaluation.Valued valued)
                    || valued.value().kind() == ExpressionValue.Kind.NOTHING) {
                continue;
            }
            String text = valued.value().text();
            if (text.indexOf(0) >= 0) {
                return new HeadDecision.Faulty(place(key) + "no variable can hold a NUL character");
            }
            bytes += variable.getKey().length() + text.getBytes(StandardCharsets.UTF_8).length;
            variables.put(variable.getKey(), text);
        }
        return bytes > MAX_VARIABLE_BYTES
                ? new HeadDecision.Faulty("the variables of its head have more than 64 KB together")
                : new HeadDecision.Runs(variables);
    }

    private HeadDecision faulty(String key, ExpressionFault fault) {
        return new HeadDecision.Faulty(place(key) + fault.describe());
    }

    private String place(String key) {
        int line = head.lines().stream()
                .filter(one -> one.key().equals(key))
                .mapToInt(HeadLine::number)
                .findFirst()
                .orElse(0);
        return "line " + line + " of its head: " + key + ": ";
    }

    private static ExpressionFault notTruth(ExpressionValue value) {
        return new ExpressionFault(
                0, 0, "expected true or false, the value is " + value.kind().words());
    }

    /**
     * Returns what each part of the head is for the delivery, also those that decide nothing any more. For people: what it costs
     * does not count for the decision.
     */
    public List<Part> parts() {
        ExpressionBudget budget = new ExpressionBudget();
        List<Part> parts = new ArrayList<>();
        List<HeadLine> options = head.optionLines();
        for (HeadLine line : head.lines()) {
            if (options.contains(line)) {
                parts.add(new Part(line.key(), line.value(), ""));
            }
            HeadGlob.of(line.key()).map(head.globs()::get).ifPresent(globs -> parts.add(part(line, globs)));
            if (line.key().equals(HeadParser.WHEN)) {
                head.when()
                        .ifPresent(when -> when.parts(values, budget)
                                .forEach(side ->
                                        parts.add(new Part(line.key(), side.text(), shown(side.evaluation())))));
            }
            if (line.key().startsWith("env.")) {
                Expression variable = head.variables().get(line.key().substring("env.".length()));
                if (variable != null) {
                    // Neither the expression nor its value: people write tokens into variables.
                    parts.add(new Part(line.key(), "", typeOf(variable.evaluate(values.withKnownChanges(), budget))));
                }
            }
        }
        return List.copyOf(parts);
    }

    private Part part(HeadLine line, GlobList globs) {
        String value;
        try {
            HeadGlob.Matched matched = HeadGlob.of(line.key()).orElseThrow().matches(globs, values);
            value = matched.matches() + ": " + matched.what();
        } catch (UnknownValue e) {
            value = UNDECIDED;
        } catch (LazyJson.NoJson e) {
            value = "the payload cannot be read";
        }
        return new Part(line.key(), line.value(), value);
    }

    private static String typeOf(Evaluation evaluation) {
        return evaluation instanceof Evaluation.Valued valued
                ? valued.value().kind().words()
                : shown(evaluation);
    }

    private static String shown(Evaluation evaluation) {
        if (evaluation instanceof Evaluation.Valued valued) {
            return valued.value().text();
        }
        return evaluation instanceof Evaluation.Failed failed
                ? "error: " + failed.fault().describe()
                : UNDECIDED;
    }
}
