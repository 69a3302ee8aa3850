package dev.jenvoy.option;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Begins the declaration of a key: its type, its range and its default. */
public final class Options {
    private static final String NUMBER = "number";
    private static final String DURATION = "duration";

    private static final ValueType<Boolean> FLAG = ValueType.of("true or false", ValueReaders.FLAG, flag -> flag);
    private static final ValueType<String> HOST = ValueType.of("string", ValueReaders.HOST, host -> host);
    private static final ValueType<Duration> DURATION_ABOVE_ZERO =
            ValueType.of(DURATION, Amounts.DURATION_ABOVE_ZERO, Amounts::words);
    private static final ValueType<Duration> DURATION_OR_ZERO =
            ValueType.of(DURATION + ", `\"0s\"` allowed", Amounts.DURATION_OR_ZERO, Amounts::words);

    private Options() {}

    /** Declares a key of any other type. */
    public static <T> Option.Draft<T> of(String key, ValueType<T> type, T fallback) {
        return Option.Draft.of(key, type, folder -> fallback);
    }

    /** Declares a whole number from {@code least} to {@code most}. */
    public static Option.Draft<Integer> integer(String key, int least, int most, int fallback) {
        return of(key, ValueType.of(NUMBER, ValueReaders.number(least, most), number -> number), fallback);
    }

    /** Declares the port of a listener; 0 takes any free one. */
    public static Option.Draft<Integer> port(String key, int fallback) {
        return integer(key, 0, 65_535, fallback);
    }

    /** Declares an address or a host name to listen at. */
    public static Option.Draft<String> host(String key, String fallback) {
        return of(key, HOST, fallback);
    }

    /** Declares a key that is true or false. */
    public static Option.Draft<Boolean> flag(String key, boolean fallback) {
        return of(key, FLAG, fallback);
    }

    /** Declares a key that has one of two words, which is {@code yes} unless the file says otherwise. */
    public static Option.Draft<Boolean> either(String key, String yes, String no) {
        ValueType<Boolean> type =
                ValueType.of(quoted(List.of(yes, no)), ValueReaders.either(yes, no), value -> value ? yes : no);
        return of(key, type, true);
    }

    /** Declares a key that has one of two words: true is the first; the second is the default. */
    public static Option.Draft<Boolean> eitherNot(String key, String yes, String no) {
        ValueType<Boolean> type =
                ValueType.of(quoted(List.of(yes, no)), ValueReaders.either(yes, no), value -> value ? yes : no);
        return of(key, type, false);
    }

    /** Declares a key that has one of these constants, in lower case; the first is the default. */
    public static <E extends Enum<E>> Option.Draft<E> choice(String key, E[] values) {
        return choice(key, values, values[0]);
    }

    /** Declares a key that has one of these constants, in lower case. */
    public static <E extends Enum<E>> Option.Draft<E> choice(String key, E[] values, E fallback) {
        ValueType<E> type = ValueType.of(
                quoted(Arrays.stream(values).map(Options::lower).toList()),
                ValueReaders.choice(values, false),
                Options::lower);
        return of(key, type, fallback);
    }

    /** Declares a duration longer than zero. */
    public static Option.Draft<Duration> duration(String key, Duration fallback) {
        return of(key, DURATION_ABOVE_ZERO, fallback);
    }

    /** Declares a duration that may be zero. */
    public static Option.Draft<Duration> durationOrZero(String key, Duration fallback) {
        return of(key, DURATION_OR_ZERO, fallback);
    }

    /** Declares a size in bytes, at least one. */
    public static Option.Draft<Long> size(String key, ValueReader<Long> reader, long fallback) {
        return of(key, ValueType.of("size", reader, Amounts::words), fallback);
    }

    /** Declares a path whose default is a name in the folder of the file. */
    public static Option.Draft<Path> path(String key, String fallback) {
        ValueType<Path> type = new ValueType<>(
                "path",
                context -> ValueReaders.path(context.folder()),
                path -> Optional.of(path.toString()),
                (old, wanted, report) -> wanted,
                false);
        return Option.Draft.of(key, type, folder -> folder.toAbsolutePath().resolve(fallback));
    }

    /** Declares a path that is not set unless the file sets it. */
    public static Option.Draft<Optional<Path>> optionalPath(String key) {
        ValueType<Optional<Path>> type = new ValueType<>(
                "path or `\"\"`",
                context -> ValueReaders.optionalPath(context.folder()),
                path -> path.map(Path::toString),
                (old, wanted, report) -> wanted,
                false);
        return of(key, type, Optional.empty());
    }

    /** Declares a list of address ranges, empty by default. */
    public static Option.Draft<List<Cidr>> ranges(String key) {
        ValueReader<List<Cidr>> reader =
                ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");
        return of(
                key,
                ValueType.of(
                        "list of ranges",
                        reader,
                        ranges -> ranges.stream().map(Cidr::toString).toList()),
                List.of());
    }

    /** Declares at most one secret. Its removal takes a restart. */
    public static Option.Draft<Secrets> secret(String key) {
        return secret(key, context -> context.secrets()::readOne, "secret");
    }

    /** Declares secrets of which any may match. The removal of the last takes a restart. */
    public static Option.Draft<Secrets> secrets(String key) {
        return secret(key, context -> context.secrets()::readAny, "secret or list of secrets");
    }

    /** Declares at most one secret whose text has a form of its own. */
    public static Option.Draft<Secrets> secret(String key, SecretForm form) {
        return secret(key, context -> form.reader(context.secrets()), "secret");
    }

    /** Checks the form of a secret. */
    @FunctionalInterface
    public interface SecretForm {
        ValueReader<Secrets> reader(SecretReader secrets);
    }

    private static Option.Draft<Secrets> secret(String key, ValueType.ReaderIn<Secrets> reader, String words) {
        return of(
                key,
                new ValueType<>(
                        words,
                        reader,
                        secrets -> Optional.of(secrets.shown()),
                        (old, wanted, report) -> report.keepSecrets(key, old, wanted),
                        true),
                Secrets.none());
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "`\"" + word + "\"`").collect(Collectors.joining(" or "));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
