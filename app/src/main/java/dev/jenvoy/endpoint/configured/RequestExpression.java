package dev.jenvoy.endpoint.configured;

import dev.jenvoy.expression.Evaluation;
import dev.jenvoy.expression.Expression;
import dev.jenvoy.expression.ExpressionBudget;
import dev.jenvoy.expression.ExpressionFault;
import dev.jenvoy.expression.ExpressionValue;
import dev.jenvoy.expression.ExpressionVariables;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An expression over a request, as the configuration has it. Equal to another with the same text. */
final class RequestExpression {

    static final String PAYLOAD = "payload";
    static final String BODY = "body";
    static final String HEADERS = "headers";
    static final String QUERY = "query";
    static final String METHOD = "method";
    static final String ADDRESS = "address";

    private final Expression expression;
    private final boolean readsBody;
    private final boolean readsPayload;

    private RequestExpression(Expression expression) {
        this.expression = expression;
        this.readsPayload = expression.uses(PAYLOAD);
        this.readsBody = readsPayload || expression.uses(BODY);
    }

    /** Reports that an expression has no value for a request. */
    static final class NoValue extends Exception {
        private static final long serialVersionUID = 1L;

        NoValue(ExpressionFault fault) {
            super(fault.describe());
        }

        NoValue(String message) {
            super(message);
        }
    }

    private static ExpressionVariables variables() {
        Map<String, ExpressionVariables.Type> types = new LinkedHashMap<>();
        types.put(PAYLOAD, ExpressionVariables.Type.JSON);
        types.put(BODY, ExpressionVariables.Type.TEXT);
        types.put(HEADERS, ExpressionVariables.Type.TEXT_MAP);
        types.put(QUERY, ExpressionVariables.Type.TEXT_MAP);
        types.put(METHOD, ExpressionVariables.Type.TEXT);
        types.put(ADDRESS, ExpressionVariables.Type.TEXT);
        return new ExpressionVariables(types);
    }

    /** Reads an expression; empty, and reported, if it is not an expression over the variables of a request. */
    static Optional<RequestExpression> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(
                    node, place, "an expression, such as \"payload.name\"; a fixed text is \"'text'\"");
        }
        Expression.Compiled compiled = Expression.compile(text.value(), variables());
        if (compiled instanceof Expression.Compiled.Faulty faulty) {
            place.error(node, faulty.fault().describe());
            return Optional.empty();
        }
        return Optional.of(new RequestExpression(((Expression.Compiled.Sound) compiled).expression()));
    }

    /** Reads an expression that must be true or false. */
    static Optional<RequestExpression> readTruth(JsonNode node, KeyContext place) {
        Optional<RequestExpression> read = read(node, place);
        if (read.isPresent() && !read.get().expression.mayBeTruth()) {
            place.error(node, "expected an expression that is true or false");
            return Optional.empty();
        }
        return read;
    }

    /** Tells whether it needs the body of a request. */
    boolean readsBody() {
        return readsBody;
    }

    /** Tells whether it needs what the body of a request holds. */
    boolean readsPayload() {
        return readsPayload;
    }

    String text() {
        return expression.text();
    }

    /** Evaluates it as a condition. */
    boolean isTrue(Function<String, Object> values, ExpressionBudget budget) throws NoValue {
        ExpressionValue value = value(values, budget);
        if (value.kind() != ExpressionValue.Kind.TRUTH) {
            throw new NoValue("expected true or false, found " + value.kind().words());
        }
        return value.isTrue();
    }

    /** Evaluates it as a text; empty for null and for the empty text. */
    Optional<String> find(Function<String, Object> values, ExpressionBudget budget) throws NoValue {
        ExpressionValue value = value(values, budget);
        return value.kind() == ExpressionValue.Kind.NOTHING || value.text().isEmpty()
                ? Optional.empty()
                : Optional.of(value.text());
    }

    private ExpressionValue value(Function<String, Object> values, ExpressionBudget budget) throws NoValue {
        Evaluation evaluation = expression.evaluate(values, budget);
        if (evaluation instanceof Evaluation.Failed failed) {
            throw new NoValue(failed.fault());
        }
        return ((Evaluation.Valued) evaluation).value();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestExpression same && same.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
