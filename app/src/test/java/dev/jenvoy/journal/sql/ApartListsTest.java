package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.journal.apart.ApartState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists of actions that run apart. */
final class ApartListsTest extends JournalInEngines {

    private static Planned to(String room) {
        return new Planned("chat", room, Policy.apartIn(room, Policy.MANY_RETRIES));
    }

    private long accept(String id, Planned... plan) {
        return enter(push(id), List.of(plan)).id();
    }

    private void ended(long entry, int position, Outcome outcome) {
        done(journal.started(attempt(entry, position, 1), new Start("t", NOON)));
        done(journal.ended(attempt(entry, position, 1), outcome, NOON, Duration.ofMillis(5)));
    }

    private ApartPage page(ApartFilter filter, Optional<ApartPlace> before, int limit) {
        return file.history().apart(filter, before, limit);
    }

    private List<String> places(Optional<String> room, ApartState... states) {
        return page(new ApartFilter("chat", room, Set.of(states)), Optional.empty(), 100).actions().stream()
                .map(ApartAction::place)
                .map(ApartPlace::toString)
                .toList();
    }

    @Test
    void they_are_listed_newest_first_by_queue_and_state() {
        long sent = accept("a", hook("push"), to("dev"), to("ops"));
        long refused = accept("b", to("dev"));
        long gone = accept("c", to("dev"));
        long other = accept("d", hook("push"));
        ended(sent, 1, Outcome.done("{}"));
        ended(refused, 0, Outcome.failed("no such room", new RetryAdvice.Never()));
        ended(gone, 0, Outcome.without(Ending.VANISHED, null, "no room"));

        assertThat(places(Optional.empty())).containsExactly(gone + ".0", refused + ".0", sent + ".2", sent + ".1");
        assertThat(places(Optional.of("dev"))).containsExactly(gone + ".0", refused + ".0", sent + ".1");
        assertThat(places(Optional.empty(), ApartState.WAITING)).containsExactly(sent + ".2");
        assertThat(places(Optional.of("dev"), ApartState.FAILED, ApartState.VANISHED))
                .containsExactly(gone + ".0", refused + ".0");
        assertThat(places(Optional.empty(), ApartState.DONE)).containsExactly(sent + ".1");
        assertThat(file.history().apart(new ApartPlace(other, 0))).isEmpty();
    }

    @Test
    void one_that_had_nothing_to_do_has_a_state_of_its_own() {
        long quiet = accept("a", to("dev"));
        ended(quiet, 0, Outcome.nothing("{}"));

        assertThat(places(Optional.empty(), ApartState.NOTHING)).containsExactly(quiet + ".0");
        assertThat(places(Optional.empty(), ApartState.DONE)).isEmpty();
        assertThat(places(Optional.empty())).containsExactly(quiet + ".0");
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended() {
        for (int at = 0; at < 5; at++) {
            long unusedEntry = accept("d" + at, to("dev"), to("ops"));
        }
        ApartFilter all = new ApartFilter("chat", Optional.empty(), Set.of());
        List<String> seen = new ArrayList<>();
        Optional<ApartPlace> next = Optional.empty();
        do {
            ApartPage page = page(all, next, 3);
            page.actions().forEach(action -> seen.add(action.place().toString()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(10).doesNotHaveDuplicates().isEqualTo(places(Optional.empty()));
    }

    @Test
    void those_that_wait_are_counted_by_queue() {
        long first = accept("a", to("dev"), to("ops"));
        long unusedSecond = accept("b", to("dev"));
        ended(first, 1, Outcome.done("{}"));

        assertThat(file.history().apartQueues("chat")).containsExactly(new ApartQueue("dev", 2, NOON));
        assertThat(file.history().apartQueues("mail")).isEmpty();
    }
}
