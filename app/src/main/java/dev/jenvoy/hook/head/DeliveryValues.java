package dev.jenvoy.hook.head;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.change.Changes;
import dev.jenvoy.delivery.change.ChangesReader;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.expression.ExpressionBudget;
import dev.jenvoy.expression.ExpressionVariables;
import dev.jenvoy.expression.LazyJson;
import dev.jenvoy.expression.UnknownValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What heads may ask of a delivery. The payload is read when something needs it, once for all hooks of the delivery; a large
 * one in its turn, so that the payloads of several deliveries are not in memory at once. For one thread at a time; to be
 * closed.
 */
public final class DeliveryValues implements Function<String, Object>, AutoCloseable {

    /** A payload up to this size is read at once. */
    private static final int SMALL_BYTES = 1 << 20;

    private static final Semaphore LARGE = new Semaphore(1, true);

    static final ExpressionVariables VARIABLES = variables();

    private final Facts facts;
    private final String source;
    private final Optional<Map<String, String>> headers;
    private final Optional<Payload> payload;
    private final ChangesReader reader;
    private final ExpressionBudget budget = new ExpressionBudget();
    private @Nullable Object json;
    private @Nullable Changes changes;
    private boolean hasTurn;

    /**
     * @param source the sender's name
     * @param headers what is kept of the request's headers: no secret, no signature; empty where they are not known
     * @param payload empty where only the facts are known
     */
    public DeliveryValues(
            Facts facts,
            String source,
            Optional<Map<String, String>> headers,
            Optional<Payload> payload,
            ChangesReader reader) {
        this.facts = facts;
        this.source = source;
        this.headers = headers;
        this.payload = payload;
        this.reader = reader;
    }

    private static ExpressionVariables variables() {
        Map<String, ExpressionVariables.Type> types = new LinkedHashMap<>();
        types.put("payload", ExpressionVariables.Type.JSON);
        for (String text :
                new String[] {"event", "action", "owner", "repo", "branch", "tag", "sha", "sender", "source"}) {
            types.put(text, ExpressionVariables.Type.TEXT);
        }
        types.put("number", ExpressionVariables.Type.NUMBER);
        types.put("changed", ExpressionVariables.Type.TEXTS);
        types.put("headers", ExpressionVariables.Type.TEXT_MAP);
        return new ExpressionVariables(types);
    }

    /**
     * Returns the value of a variable of expressions. A text that the delivery does not have is empty, a number 0.
     *
     * @throws UnknownValue for what is not known, and for {@code changed} where the payload does not have all of it
     * @throws LazyJson.NoJson when the payload cannot be read
     */
    @Override
    public Object apply(String variable) {
        return switch (variable) {
            case "payload" -> payload();
            case "number" -> facts.number() == null ? 0L : facts.number();
            case "changed" -> {
                if (!changes().allPaths()) {
                    throw new UnknownValue();
                }
                yield changes().paths();
            }
            case "headers" -> lowerCase(headers.orElseThrow(UnknownValue::new));
            default -> text(variable);
        };
    }

    /** Returns what all expressions about the delivery may cost together. */
    ExpressionBudget budget() {
        return budget;
    }

    /** Returns the text of a fact; empty where the delivery does not have it. */
    String text(String variable) {
        @Nullable
        Object fact =
                switch (variable) {
                    case "event" -> facts.event();
                    case "action" -> facts.action();
                    case "owner" -> facts.owner();
                    case "repo" -> facts.repository();
                    case "branch" -> facts.branch();
                    case "tag" -> facts.tag();
                    case "sha" -> facts.sha();
                    case "sender" -> facts.sender();
                    case "source" -> source;
                    default -> throw new IllegalArgumentException("no variable " + variable);
                };
        return fact == null ? "" : fact.toString();
    }

    /** Returns what the payload says of changes. Throws as {@link #apply}. */
    Changes changes() {
        Changes known = changes;
        if (known == null) {
            known = reader.read(facts, payload());
            changes = known;
        }
        return known;
    }

    /** Returns the same values, where {@code changed} has those paths that are known. */
    Function<String, Object> withKnownChanges() {
        return variable -> variable.equals("changed") ? changes().paths() : apply(variable);
    }

    private Object payload() {
        Object known = json;
        if (known == null) {
            known = LazyJson.of(bytes());
            json = known;
        }
        return known;
    }

    private byte[] bytes() {
        Payload kept = payload.orElseThrow(UnknownValue::new);
        if (kept.size() > SMALL_BYTES && !hasTurn) {
            LARGE.acquireUninterruptibly();
            hasTurn = true;
        }
        try (InputStream in = kept.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw LazyJson.unreadable();
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return Collections.unmodifiableMap(lower);
    }

    /** Lets the next large payload be read. */
    @Override
    public void close() {
        json = null;
        changes = null;
        if (hasTurn) {
            hasTurn = false;
            LARGE.release();
        }
    }
}
