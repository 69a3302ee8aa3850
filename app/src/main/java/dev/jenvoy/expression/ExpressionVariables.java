package dev.jenvoy.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables that expressions of one place may use.
 *
 * @param types the type of each, by its name, in the order in which messages list them
 */
public record ExpressionVariables(Map<String, Type> types) {

    /** The types of variables. */
    public enum Type {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        NUMBER,
        /** A {@link Boolean}. */
        TRUTH,
        /** A list of {@link String}. */
        TEXTS,
        /** A map from {@link String} to {@link String}. */
        TEXT_MAP,
        /** Any value of JSON, as {@link LazyJson} gives it. */
        JSON
    }

    public ExpressionVariables {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }
}
