package dev.jenvoy.ticket.move;

import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Moves a ticket because of a happening, once. Looks at the ticket, decides by the state machine, records the decision, and only
 * then asks the tracker for the move. Who finds a recorded decision without a result looks where the ticket is and goes on
 * from there. A ticket that has another key now is locked, recorded and moved under that key. Safe for use by several threads.
 */
public final class TicketMover {

    /** A ticket that has yet another key at every look cannot be moved. */
    private static final int MAX_KEYS = 3;

    private final Ledger ledger;
    private final InstantSource clock;
    private final TicketLocks locks = new TicketLocks();

    public TicketMover(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How one try ended.
     *
     * @param move the record, with a result
     * @param named the key that the delivery has
     * @param notBefore when the tracker may be asked again, if it said so
     * @param stopsAll whether no other ticket of the tracker needs to be tried now
     */
    public record Tried(TicketMove move, String named, Optional<Instant> notBefore, boolean stopsAll) {

        static Tried of(TicketMove move) {
            return new Tried(move, move.key().ticket(), Optional.empty(), false);
        }

        Tried after(Optional<Instant> time, boolean stops) {
            return new Tried(move, named, time, stops);
        }

        Tried named(String key) {
            return new Tried(move, key, notBefore, stopsAll);
        }

        /** Returns the line that says so in the output of its action. */
        public String line() {
            String key = move.key().ticket();
            return (named.equals(key) ? "" : named + " is " + key + " now: ") + move.line();
        }
    }

    /**
     * Moves a ticket, or says why not. Blocks for the tracker and the disk.
     *
     * @param wanted the ticket, the happening and what asked for it, without a result
     * @throws UncheckedIOException when the ledger cannot be read
     */
    public Tried move(TicketMove wanted, TrackerSetup setup, Tracker tracker) throws InterruptedException {
        TicketTry attempt = new TicketTry(ledger, clock, setup, tracker);
        Set<String> keys = new LinkedHashSet<>(Set.of(wanted.key().ticket()));
        Optional<Tried> tried;
        do {
            tried = under(keys, wanted, attempt);
        } while (tried.isEmpty());
        return tried.get().named(wanted.key().ticket());
    }

    /**
     * Tries it while no other thread works on the ticket under one of these keys.
     *
     * @param keys the key of the delivery, and those that the ticket was found to have since; another one is added
     * @return empty if the ticket has yet another key: its lock must be taken before the ticket is looked at
     */
    private Optional<Tried> under(Set<String> keys, TicketMove wanted, TicketTry attempt) throws InterruptedException {
        String tracker = wanted.key().tracker();
        Set<String> held = keys.stream().map(key -> tracker + " " + key).collect(Collectors.toUnmodifiableSet());
        locks.acquire(held);
        try {
            if (keys.size() == 1) {
                Optional<Tried> known = attempt.withoutLook(wanted);
                if (known.isPresent()) {
                    return known;
                }
            }
            String last = keys.stream().reduce(wanted.key().ticket(), (one, next) -> next);
            LookResult look = attempt.tracker().look(last);
            String now = PresentKey.of(look, last, attempt.setup());
            if (!now.equals(last)) {
                return keys.size() < MAX_KEYS && keys.add(now)
                        ? Optional.empty()
                        : Optional.of(unsteady(wanted, now, attempt));
            }
            if (keys.size() == 1 || !(look instanceof LookResult.Found)) {
                return Optional.of(attempt.after(look, wanted));
            }
            return Optional.of(renamed(keys, wanted.under(now), look, attempt));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            locks.release(held);
        }
    }

    private static Tried unsteady(TicketMove wanted, String now, TicketTry attempt) {
        return attempt.end(
                wanted, TicketResult.REJECTED, "the tracker gives it another key at each look, at last " + now);
    }

    /** Goes on with a ticket that has this key now. What is recorded under earlier keys counts. */
    private Tried renamed(Set<String> keys, TicketMove wanted, LookResult look, TicketTry attempt)
            throws IOException, InterruptedException {
        for (String key : keys) {
            if (!key.equals(wanted.key().ticket())) {
                Optional<String> trouble =
                        ledger.rename(wanted.key().tracker(), key, wanted.key().ticket());
                if (trouble.isPresent()) {
                    return attempt.notRecorded(wanted, trouble.get());
                }
            }
        }
        Optional<Tried> known = attempt.withoutLook(wanted);
        return known.isPresent() ? known.get() : attempt.after(look, wanted);
    }

    /**
     * Records that a ticket was not asked for, because its tracker can move no ticket now or a hook failed, so that it is found
     * later. What is known of it stays.
     */
    public TicketMove without(TicketMove wanted, TicketResult result, String note) {
        try {
            Optional<TicketMove> known = ledger.find(wanted.key());
            Optional<TicketMove> settled =
                    known.flatMap(record -> TicketTry.settled(record, wanted)).map(Tried::move);
            if (settled.isPresent()) {
                return settled.get();
            }
            TicketMove asked = known.map(record -> record.askedBy(wanted)).orElse(wanted);
            TicketMove ended = asked.ended(result, note, clock.instant());
            // A move in doubt stays so.
            TicketTry.record(ledger, asked.isInDoubt() && known.isPresent() ? asked : ended);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
