package dev.jenvoy.option.json;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.address.Cidr;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of values that more than one key has. */
public final class ValueReaders {
    private static final Pattern HOST_NAME = Pattern.compile(
            "(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final int SHOWN = 40;

    private ValueReaders() {}

    public static final ValueReader<Boolean> FLAG = (node, place) -> {
        if (node instanceof JsonNode.Flag flag) {
            return Optional.of(flag.value());
        }
        return wrong(node, place, "true or false");
    };

    public static final ValueReader<String> TEXT = (node, place) -> {
        if (node instanceof JsonNode.Text text) {
            return Optional.of(text.value());
        }
        return wrong(node, place, "a string");
    };

    /** An address or a name to listen at; names are not looked up here. */
    public static final ValueReader<String> HOST = text(
            host -> Addresses.parse(host).isPresent() || HOST_NAME.matcher(host).matches(),
            "an address or a host name to listen at, like \"127.0.0.1\", \"::1\" or \"0.0.0.0\" for all");

    public static final ValueReader<Cidr> RANGE = (node, place) -> {
        if (!(node instanceof JsonNode.Text text)) {
            return wrong(node, place, "an address range like \"10.0.0.0/8\"");
        }
        try {
            Cidr range = Cidr.parse(text.value());
            if (isFruitless(range)) {
                place.warning(node, fruitless(range));
            }
            return Optional.of(range);
        } catch (IllegalArgumentException e) {
            place.error(node, shown(text.value()) + ": " + e.getMessage());
            return Optional.empty();
        }
    };

    /** Whether no request can come from it: what listens at all addresses, groups of receivers. */
    private static boolean isFruitless(Cidr range) {
        InetAddress network = range.network();
        boolean single = range.prefix() == network.getAddress().length * 8;
        return network.isMulticastAddress() || (single && (network.isAnyLocalAddress() || isBroadcast(network)));
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1;
    }

    private static String fruitless(Cidr range) {
        String every = range.network().getAddress().length == 4 ? "0.0.0.0/0" : "::/0";
        return range.network().isAnyLocalAddress()
                ? "one address, which no request comes from; every address is \"" + every + "\""
                : "no request comes from there";
    }

    /** A whole number from {@code least} to {@code most}. */
    public static ValueReader<Integer> number(int least, int most) {
        return (node, place) -> {
            String expected = "a whole number from " + least + " to " + most;
            if (!(node instanceof JsonNode.Digits digits)) {
                return wrong(node, place, expected);
            }
            String value = digits.value();
            if (value.matches("-?[0-9]{1,10}")) {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return Optional.of((int) number);
                }
            }
            place.error(node, shorten(value) + " is not " + expected);
            return Optional.empty();
        };
    }

    /** A text of this form, which may be shown in a message. */
    public static ValueReader<String> text(Pattern form, String expected) {
        return text(value -> form.matcher(value).matches(), expected);
    }

    /** A text that passes this test, which may be shown in a message. */
    public static ValueReader<String> text(Predicate<String> test, String expected) {
        return (node, place) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return wrong(node, place, expected);
            }
            return test.test(text.value()) ? Optional.of(text.value()) : refuse(text, place, expected);
        };
    }

    /** One of the names of an enum: written in lower case in our keys, in upper case in genvoy's; either is read. */
    public static <E extends Enum<E>> ValueReader<E> choice(E[] values, boolean upperCase) {
        List<String> words = new ArrayList<>();
        for (E value : values) {
            words.add(upperCase ? value.name() : value.name().toLowerCase(Locale.ROOT));
        }
        ValueReader<String> word = word(words);
        return (node, place) -> word.read(node, place).map(found -> values[words.indexOf(found)]);
    }

    /** Reads one of two words, in any case, and returns whether it is the first. */
    public static ValueReader<Boolean> either(String yes, String no) {
        ValueReader<String> word = word(List.of(yes, no));
        return (node, place) -> word.read(node, place).map(yes::equals);
    }

    /** Reads one of these words, in any case. */
    private static ValueReader<String> word(List<String> words) {
        String expected =
                words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", ", "one of ", ""));
        return (node, place) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return wrong(node, place, expected);
            }
            for (String word : words) {
                if (word.equalsIgnoreCase(text.value())) {
                    return Optional.of(word);
                }
            }
            return refuse(text, place, expected);
        };
    }

    /** A path, relative to {@code folder}; absolute when read. */
    public static ValueReader<Path> path(Path folder) {
        return (node, place) -> {
            if (!(node instanceof JsonNode.Text text) || text.value().isBlank()) {
                return wrong(node, place, "a path");
            }
            return resolve(folder, text, place);
        };
    }

    /** Reads a path as {@link #path} does; {@code ""} means that it is not set. */
    public static ValueReader<Optional<Path>> optionalPath(Path folder) {
        return (node, place) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return wrong(node, place, "a path, or \"\" for none");
            }
            if (text.value().isEmpty()) {
                return Optional.of(Optional.empty());
            }
            Optional<Path> path = resolve(folder, text, place);
            return path.isPresent() ? Optional.of(path) : Optional.empty();
        };
    }

    /** A list of values; each bad one is reported, and then there is no list. */
    public static <T> ValueReader<List<T>> list(ValueReader<T> kind, String expected) {
        return (node, place) -> {
            if (!(node instanceof JsonNode.Items items)) {
                return wrong(node, place, expected);
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < items.values().size(); i++) {
                kind.read(items.values().get(i), place.item(i)).ifPresent(values::add);
            }
            return values.size() == items.values().size() ? Optional.of(values) : Optional.empty();
        };
    }

    /** Reports a value of another JSON type without showing it. */
    public static <T> Optional<T> wrong(JsonNode node, KeyContext place, String expected) {
        String found = node instanceof JsonNode.Text text ? text.value().isEmpty() ? "\"\"" : "a string" : node.kind();
        place.error(node, "expected " + expected + ", found " + found);
        return Optional.empty();
    }

    /** Reports a text that is not what was expected, and shows its beginning: not for anything that may be a secret. */
    public static <T> Optional<T> refuse(JsonNode.Text text, KeyContext place, String expected) {
        place.error(text, shown(text.value()) + " is not " + expected);
        return Optional.empty();
    }

    private static Optional<Path> resolve(Path folder, JsonNode.Text text, KeyContext place) {
        try {
            return Optional.of(Places.resolve(folder, text.value()));
        } catch (InvalidPathException e) {
            return refuse(text, place, "a path");
        }
    }

    private static String shown(String value) {
        return "\"" + shorten(value.replaceAll("\\p{Cntrl}", "?")) + "\"";
    }

    private static String shorten(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
