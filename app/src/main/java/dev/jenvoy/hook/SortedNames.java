package dev.jenvoy.hook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The names in one folder, sorted by their bytes, so that names with a common beginning are adjacent. */
final class SortedNames {

    static final SortedNames EMPTY = new SortedNames(List.of());

    private final byte[][] bytes;
    private final List<String> names;

    SortedNames(Collection<String> unsorted) {
        bytes = unsorted.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        names = Arrays.stream(bytes)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
    }

    /** Returns every name, sorted. */
    List<String> names() {
        return names;
    }

    boolean contains(String name) {
        int at = firstFrom(name.getBytes(StandardCharsets.UTF_8));
        return at < names.size() && names.get(at).equals(name);
    }

    /** Returns the names that begin with this text, including the text itself. */
    List<String> startingWith(String beginning) {
        byte[] key = beginning.getBytes(StandardCharsets.UTF_8);
        return names.subList(firstFrom(key), firstAfter(key));
    }

    /**
     * Returns the names that continue a text, without those that begin with a longer text, unless one of the given
     * texts follows it.
     */
    List<String> startingWithBut(String beginning, String unwanted, List<String> unlessFollowedBy) {
        byte[] key = beginning.getBytes(StandardCharsets.UTF_8);
        byte[] not = unwanted.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>(names.subList(firstFrom(key), firstFrom(not)));
        for (String next : unlessFollowedBy) {
            found.addAll(startingWith(unwanted + next));
        }
        found.addAll(names.subList(firstAfter(not), firstAfter(key)));
        return found;
    }

    private int firstFrom(byte[] key) {
        int low = 0;
        int high = bytes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(bytes[middle], key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstAfter(byte[] beginning) {
        int low = firstFrom(beginning);
        int high = bytes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (beginsWith(bytes[middle], beginning)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean beginsWith(byte[] name, byte[] beginning) {
        return name.length >= beginning.length
                && Arrays.equals(name, 0, beginning.length, beginning, 0, beginning.length);
    }
}
