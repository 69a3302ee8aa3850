package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Notice.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Notices that wait to be sent, each receiver's and kind's as one. Thread-safe. */
final class Outbox {
    /** Of more, receivers look for themselves. */
    private static final int MOST_NUMBERS = 5_000;

    /** PostgreSQL takes less than 8,000. */
    private static final int LONGEST_PAYLOAD = 7_900;

    /** The receiver that is all servers. */
    static final int ALL = 0;

    private final Map<Address, Set<Long>> waiting = new LinkedHashMap<>();

    /** Adds a notice; returns whether it is the first that waits. */
    synchronized boolean add(int receiver, Kind kind, Collection<Long> numbers) {
        boolean first = waiting.isEmpty();
        Set<Long> all = waiting.computeIfAbsent(new Address(receiver, kind), made -> new LinkedHashSet<>());
        if (numbers.isEmpty() || all.contains(LOOK) || all.size() + numbers.size() > MOST_NUMBERS) {
            all.clear();
            all.add(LOOK);
        } else {
            all.addAll(numbers);
        }
        return first;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** In place of all numbers. */
    private static final Long LOOK = -1L;

    /** Takes all that waits, as the payloads that carry it. */
    List<Letter> take(int sender) {
        Map<Address, Set<Long>> taken;
        synchronized (this) {
            taken = new LinkedHashMap<>(waiting);
            waiting.clear();
        }
        List<Letter> letters = new ArrayList<>();
        taken.forEach((address, numbers) -> write(sender, address, numbers, letters));
        return letters;
    }

    private static void write(int sender, Address address, Set<Long> numbers, List<Letter> letters) {
        String head = sender + " " + address.kind.name().toLowerCase(Locale.ROOT);
        StringBuilder payload = new StringBuilder(head);
        if (!numbers.contains(LOOK)) {
            for (Long number : numbers) {
                String text = " " + number;
                if (payload.length() + text.length() > LONGEST_PAYLOAD) {
                    letters.add(new Letter(address.receiver, payload.toString()));
                    payload.setLength(head.length());
                }
                payload.append(text);
            }
        }
        letters.add(new Letter(address.receiver, payload.toString()));
    }

    private record Address(int receiver, Kind kind) {}

    /**
     * A payload.
     *
     * @param receiver a server's number, or {@link #ALL}
     */
    record Letter(int receiver, String payload) {}
}
