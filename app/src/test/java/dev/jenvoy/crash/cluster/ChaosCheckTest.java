package dev.jenvoy.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.cluster.JournaledRuns.Attempt;
import dev.jenvoy.crash.cluster.JournaledRuns.PlannedHook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds that each check finds what it is there to find: a check that cannot fail is worth nothing. */
class ChaosCheckTest {

    private static final String QUEUE = "ordered:push:acme/r1";

    private final List<String> lines = new ArrayList<>();
    private final List<PlannedHook> actions = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> leftovers = new ArrayList<>();

    private List<String> violations() {
        return ChaosCheck.violations(
                lines.stream().map(Witnessed::of).toList(), new JournaledRuns(actions, attempts, leftovers));
    }

    private void witness(String... these) {
        lines.addAll(List.of(these));
    }

    private void journaled(long entry, String id, String hook, int attempt, String run, String ending) {
        actions.removeIf(known -> known.entry() == entry && known.hook().equals(hook));
        actions.add(new PlannedHook(entry, id, hook, "acme/r1", false, ending));
        attempts.add(new Attempt(entry, id, hook, attempt, run, ending));
    }

    private void dropped(long entry, String id, String hook, String ending) {
        actions.add(new PlannedHook(entry, id, hook, "acme/r1", true, ending));
    }

    /** Two deliveries of one queue, one after the other, on two servers. */
    private void aGoodDay() {
        witness(
                "sent a acme/r1",
                "begun a push 1 " + QUEUE + " 1 1 ra",
                "ended a push ra",
                "answered a 200 b1 ra",
                "sent b acme/r1",
                "answered b 202 - ",
                "begun b push 1 " + QUEUE + " 2 2 rb",
                "ended b push rb");
        journaled(1, "a", "push", 1, "ra", "EXITED");
        journaled(2, "b", "push", 1, "rb", "EXITED");
    }

    @Test
    void a_good_day_has_nothing_wrong() {
        aGoodDay();

        assertThat(violations()).isEmpty();
    }

    @Test
    void lines_are_read_as_they_were_written() {
        aGoodDay();
        witness("overlapped " + QUEUE + " rb", "done kill -9 of a worker", "answered c 200 b x,y");
        witness("poisoned a 1 ra", "frozen 1", "thawed 1");

        assertThat(lines)
                .allSatisfy(line -> assertThat(Witnessed.of(line).line()).isEqualTo(line));
    }

    /** A run is frozen with its machine, and others of its queue run elsewhere before that goes on. */
    private void aFrozenMachine(long fenceElsewhere, String... afterwards) {
        witness(
                "sent a acme/r1",
                "answered a 202 - ",
                "begun a push 1 " + QUEUE + " 5 1 ra",
                "frozen 1",
                "overlapped " + QUEUE + " rb",
                "begun a push 2 " + QUEUE + " " + fenceElsewhere + " 2 rb",
                "ended a push rb",
                "ended a push ra");
        witness(afterwards);
        journaled(1, "a", "push", 1, "ra", "INTERRUPTED");
        journaled(1, "a", "push", 2, "rb", "EXITED");
    }

    @Test
    void C2_a_frozen_machine_is_excused_with_its_lower_fence() {
        aFrozenMachine(6, "thawed 1");

        assertThat(violations()).isEmpty();
    }

    @Test
    void C2_a_frozen_machine_with_a_higher_fence_is_not_excused() {
        aFrozenMachine(4, "thawed 1");

        assertThat(violations())
                .contains("C2: rb began while another run had the queue " + QUEUE)
                .filteredOn(wrong -> wrong.startsWith("C2: "))
                .hasSize(2);
    }

    @Test
    void C2_other_servers_are_not_excused_while_a_machine_is_frozen() {
        aFrozenMachine(
                6,
                "begun a push 3 " + QUEUE + " 7 2 rc",
                "begun a push 4 " + QUEUE + " 8 3 rd",
                "ended a push rc",
                "ended a push rd",
                "thawed 1");
        journaled(1, "a", "push", 3, "rc", "EXITED");
        journaled(1, "a", "push", 4, "rd", "EXITED");

        assertThat(violations()).singleElement().asString().startsWith("C2: ").contains("rd");
    }

    @Test
    void C2_a_frozen_machine_is_not_excused_when_it_has_long_gone_on() {
        witness(
                "begun a push 1 " + QUEUE + " 5 1 ra",
                "frozen 1",
                "thawed 1",
                "overlapped " + QUEUE + " rb",
                "begun a push 2 " + QUEUE + " 6 2 rb",
                "ended a push rb",
                "ended a push ra");
        journaled(1, "a", "push", 1, "ra", "INTERRUPTED");
        journaled(1, "a", "push", 2, "rb", "EXITED");

        assertThat(violations()).hasSize(2).allMatch(wrong -> wrong.startsWith("C2: "));
    }

    @Test
    void C12_a_delivery_that_killed_more_servers_than_it_may() {
        aGoodDay();
        for (int death = 1; death <= 5; death++) {
            assertThat(violations()).isEmpty();
            witness("poisoned a " + death + " r" + death);
        }

        assertThat(violations()).containsExactly("C12: a killed 5 servers");
    }

    @Test
    void C1_an_answered_delivery_that_the_journal_does_not_know() {
        aGoodDay();
        witness("sent lost acme/r1", "answered lost 202 - ");

        assertThat(violations()).containsExactly("C1: lost was answered, and the journal does not know it");
    }

    @Test
    void C1_a_refused_delivery_owes_nothing() {
        aGoodDay();
        witness("sent refused acme/r1", "answered refused 503 - ");

        assertThat(violations()).isEmpty();
    }

    @Test
    void C1_an_answered_delivery_that_never_ends() {
        aGoodDay();
        witness("sent c acme/r1", "answered c 202 - ");
        actions.add(new PlannedHook(3, "c", "push", "acme/r1", false, ""));

        assertThat(violations()).singleElement().asString().startsWith("C1: ").contains("has no end");
    }

    @Test
    void C1_an_end_in_the_journal_that_no_hook_witnessed() {
        aGoodDay();
        lines.remove("ended b push rb");

        assertThat(violations())
                .anySatisfy(found -> assertThat(found).startsWith("C1: ").contains("ended in the journal alone"));
    }

    @Test
    void C1_what_was_superseded_need_not_run() {
        aGoodDay();
        witness("sent c acme/r1", "answered c 202 - ");
        dropped(3, "c", "late", "SUPERSEDED");

        assertThat(violations()).isEmpty();
    }

    @Test
    void C2_two_runs_of_a_queue_at_once() {
        aGoodDay();
        lines.remove("ended a push ra");
        witness("ended a push ra");
        lines.remove("answered a 200 b1 ra");

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith("C2: "));
    }

    @Test
    void C2_a_lock_that_was_taken() {
        aGoodDay();
        witness("overlapped " + QUEUE + " rb");

        assertThat(violations()).containsExactly("C2: rb began while another run had the queue " + QUEUE);
    }

    @Test
    void C2_parallel_runs_may_be_at_once() {
        witness(
                "sent a acme/r1",
                "sent b acme/r1",
                "begun a many 1 parallel:many:acme/r1 2 1 ra",
                "begun b many 1 parallel:many:acme/r1 1 1 rb",
                "ended b many rb",
                "ended a many ra");
        journaled(1, "a", "many", 1, "ra", "EXITED");
        journaled(2, "b", "many", 1, "rb", "EXITED");

        assertThat(violations()).isEmpty();
    }

    /** A delivery is answered before another one is sent, and begins after it. */
    private void aLaterDeliveryThatBeginsFirst() {
        witness(
                "sent a acme/r1",
                "answered a 202 - ",
                "sent b acme/r1",
                "begun b push 1 " + QUEUE + " 1 1 rb",
                "ended b push rb",
                "begun a push 1 " + QUEUE + " 2 1 ra",
                "ended a push ra");
        journaled(1, "a", "push", 1, "ra", "EXITED");
        journaled(2, "b", "push", 1, "rb", "EXITED");
    }

    @Test
    void C3_a_later_delivery_that_begins_first() {
        aLaterDeliveryThatBeginsFirst();

        assertThat(violations())
                .containsExactly("C3: a was answered before b was sent, and began after it in " + QUEUE);
    }

    @Test
    void C3_deliveries_that_were_under_way_together_have_no_order() {
        witness(
                "sent a acme/r1",
                "sent b acme/r1",
                "answered a 202 - ",
                "begun b push 1 " + QUEUE + " 1 1 rb",
                "ended b push rb",
                "begun a push 1 " + QUEUE + " 2 1 ra",
                "ended a push ra");
        journaled(1, "a", "push", 1, "ra", "EXITED");
        journaled(2, "b", "push", 1, "rb", "EXITED");

        assertThat(violations()).isEmpty();
    }

    private static final String LATEST = "latest:push-late:acme/late";

    @Test
    void C3_a_superseded_delivery_that_is_sent_again_begins_after_what_superseded_it() {
        witness(
                "sent a acme/late",
                "answered a 202 - ",
                "sent b acme/late",
                "begun b push-late 1 " + LATEST + " 1 1 rb",
                "ended b push-late rb",
                "sent a acme/late",
                "begun a push-late 1 " + LATEST + " 3 1 ra",
                "ended a push-late ra");
        dropped(1, "a", "push-late", "SUPERSEDED");
        journaled(2, "b", "push-late", 1, "rb", "EXITED");
        journaled(3, "a", "push-late", 1, "ra", "EXITED");

        assertThat(violations()).noneMatch(one -> one.startsWith("C3"));
    }

    @Test
    void C3_a_delivery_that_ran_late_and_again_when_it_was_sent_again() {
        aLaterDeliveryThatBeginsFirst();
        witness("sent a acme/r1", "begun a push 1 " + QUEUE + " 3 1 rc", "ended a push rc");
        journaled(3, "a", "push", 1, "rc", "EXITED");

        assertThat(violations()).contains("C3: a was answered before b was sent, and began after it in " + QUEUE);
    }

    @Test
    void C4_an_attempt_that_is_made_twice() {
        aGoodDay();
        witness("begun b push 1 " + QUEUE + " 3 1 rc");
        journaled(2, "b", "push", 1, "rc", "INTERRUPTED");

        assertThat(violations()).singleElement().asString().startsWith("C4: ");
    }

    @Test
    void C5_a_fence_that_does_not_grow() {
        aGoodDay();
        lines.replaceAll(line -> line.replace(QUEUE + " 2 2 rb", QUEUE + " 1 2 rb"));

        assertThat(violations()).singleElement().asString().startsWith("C5: ");
    }

    @Test
    void C5_attempts_of_one_hold_share_a_fence() {
        aGoodDay();
        witness("begun b push 2 " + QUEUE + " 2 2 rc", "ended b push rc");
        journaled(2, "b", "push", 2, "rc", "EXITED");

        assertThat(violations()).isEmpty();
    }

    @Test
    void C6_two_entries_of_one_delivery_at_once() {
        witness(
                "sent a acme/r1",
                "begun a many 1 parallel:many:acme/r1 1 1 ra",
                "begun a many 2 parallel:many:acme/r1 2 1 rb",
                "ended a many ra",
                "begun a many 3 parallel:many:acme/r1 1 1 rc",
                "ended a many rc",
                "ended a many rb");
        journaled(1, "a", "many", 1, "ra", "EXITED");
        journaled(2, "a", "many", 2, "rb", "EXITED");
        journaled(1, "a", "many", 3, "rc", "EXITED");

        assertThat(violations()).singleElement().asString().startsWith("C6: ");
    }

    @Test
    void C6_an_answer_before_the_end_may_show_less() {
        aGoodDay();
        witness("answered a 202 b0 ra");

        assertThat(violations()).isEmpty();
    }

    @Test
    void C6_two_senders_of_one_delivery_are_told_different_things() {
        aGoodDay();
        witness("answered a 200 other ra");

        assertThat(violations()).containsExactly("C6: a was answered differently for the same runs [ra]");
    }

    @Test
    void C7_a_run_that_the_journal_does_not_know() {
        aGoodDay();
        attempts.removeIf(attempt -> attempt.run().equals("rb"));

        assertThat(violations()).singleElement().asString().startsWith("C7: ").contains("not in the journal");
    }

    @Test
    void C8_something_is_left() {
        aGoodDay();
        leftovers.add("work 2");
        attempts.add(new Attempt(2, "b", "push", 2, "rc", ""));

        assertThat(violations())
                .hasSize(2)
                .allSatisfy(found -> assertThat(found).startsWith("C8: "));
    }

    @Test
    void C9_a_delivery_that_is_not_the_latest_runs_last() {
        witness(
                "sent a acme/r1",
                "sent b acme/r1",
                "begun b late 1 latest:late:acme/r1 1 1 rb",
                "ended b late rb",
                "begun a late 1 latest:late:acme/r1 2 1 ra",
                "ended a late ra");
        journaled(1, "a", "late", 1, "ra", "EXITED");
        journaled(2, "b", "late", 1, "rb", "EXITED");

        assertThat(violations()).singleElement().asString().startsWith("C9: ");
    }

    @Test
    void C9_the_latest_was_never_run() {
        witness("sent a acme/r1", "sent b acme/r1", "begun a late 1 latest:late:acme/r1 2 1 ra", "ended a late ra");
        journaled(1, "a", "late", 1, "ra", "EXITED");
        dropped(2, "b", "late", "SUPERSEDED");

        assertThat(violations()).singleElement().asString().startsWith("C9: ");
    }

    @Test
    void C10_an_answer_with_the_output_of_another_run() {
        aGoodDay();
        lines.replaceAll(line -> line.equals("answered b 202 - ") ? "answered b 200 b2 ra" : line);

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith("C10: "));
    }
}
