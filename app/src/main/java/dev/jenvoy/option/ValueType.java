package dev.jenvoy.option;

import dev.jenvoy.option.json.ValueReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says how the values of a type are read, shown and replaced.
 *
 * @param words names the type as the reference does
 * @param reader reads a value out of the file
 * @param shown gives a value as it may be shown, in the shape that the file has: never a secret, empty where
 *     it is left out
 * @param rule decides what of a live key's new value takes effect
 * @param holdsSecrets whether values hold secrets, which may come from variables
 */
public record ValueType<T>(
        String words,
        ReaderIn<T> reader,
        Function<T, Optional<Object>> shown,
        UpdateRule<T> rule,
        boolean holdsSecrets) {

    /** Gives the reader of a file. */
    @FunctionalInterface
    public interface ReaderIn<T> {
        ValueReader<T> in(ReadContext context);
    }

    /** Creates the type of values that hold no secret and need nothing but their text. */
    public static <T> ValueType<T> of(String words, ValueReader<T> reader, Function<T, Object> shown) {
        return new ValueType<>(
                words,
                context -> reader,
                value -> Optional.of(shown.apply(value)),
                (old, wanted, report) -> wanted,
                false);
    }
}
