package dev.jenvoy.ticket.run;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the tickets of one attempt ended: a line each, and what they come to together. */
final class TicketReport {

    private static final int REFUSED = 1;
    static final int LATER = 75;
    private static final int SHUT = 78;

    static final int MAX_LOG_BYTES = 1 << 20;

    private final OutputSink output;
    private final MoveListener listener;
    private final MoveLog log;
    private final List<String> fine = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final Map<TicketResult.Weight, Integer> counts = new EnumMap<>(TicketResult.Weight.class);
    private boolean isHeld;
    private Optional<Instant> notBefore = Optional.empty();

    /**
     * @param output gets each line at once
     * @param listener learns how it ended for each ticket
     * @param log gets a line for each ticket that moved or was refused
     */
    TicketReport(OutputSink output, MoveListener listener, MoveLog log) {
        this.output = output;
        this.listener = listener;
        this.log = log;
    }

    /** Adds how it ended for one ticket. */
    void add(TicketMove move) {
        add(move, move.line());
    }

    /** Adds how it ended for one ticket, with the line that says so. */
    void add(TicketMove move, String line) {
        TicketResult.Weight weight = move.result().orElseThrow().weight();
        counts.merge(weight, 1, Integer::sum);
        isHeld |= move.result().get() == TicketResult.HOOK_FAILED;
        boolean isFine = weight == TicketResult.Weight.FINE;
        (isFine ? fine : others).add(line);
        listener.ended(move);
        log.ended(move);
        print(isFine ? OutputSink.Stream.STDOUT : OutputSink.Stream.STDERR, line);
    }

    /** Notes that the tracker may not be asked before this time. */
    void waitUntil(Instant time) {
        notBefore = notBefore.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
    }

    private void print(OutputSink.Stream stream, String line) {
        output.write(stream, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private int count(TicketResult.Weight weight) {
        return counts.getOrDefault(weight, 0);
    }

    /** Returns the end of the attempt. */
    Outcome outcome() {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (count(TicketResult.Weight.SHUT) > 0) {
            String error = said(TicketResult.Weight.SHUT, all, "not tried");
            return outcome(SHUT, error).with(new RetryAdvice.Never());
        }
        if (count(TicketResult.Weight.LATER) > 0) {
            String error = said(TicketResult.Weight.LATER, all, "not moved yet");
            Outcome later = outcome(LATER, error);
            return notBefore
                    .map(time -> later.with(new RetryAdvice.NotBefore(time)))
                    .orElse(later);
        }
        String refused = isHeld ? "not moved, because a hook failed" : "refused";
        return count(TicketResult.Weight.REFUSED) > 0
                ? outcome(REFUSED, said(TicketResult.Weight.REFUSED, all, refused))
                        .with(new RetryAdvice.Never())
                : outcome(0, null);
    }

    private String said(TicketResult.Weight weight, int all, String what) {
        int some = count(weight);
        String tickets = all == 1 ? "ticket" : "tickets";
        return some + " of " + all + " " + tickets + (some == 1 ? " was " : " were ") + what;
    }

    private Outcome outcome(int code, @Nullable String error) {
        return new Outcome(Ending.EXITED, code, lines(fine), lines(others), false, error);
    }

    private static String lines(List<String> all) {
        return all.isEmpty() ? "" : String.join("\n", all) + "\n";
    }
}
