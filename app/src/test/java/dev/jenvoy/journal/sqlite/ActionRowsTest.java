package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.store.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal keeps of actions that are no processes. */
final class ActionRowsTest {

    private static final Planned MESSAGE = new Planned(
            "message", "dev", Policy.apartIn("dev", Policy.MANY_RETRIES), Optional.of("{\"room\":\"Entwickler ü\"}"));

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
    }

    @AfterEach
    void close() {
        file.close();
        data.close();
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private Entry accept(String id, Planned... plan) {
        return ((Appended.Accepted) done(journal.append(push(id), HEADERS, List.of(plan)))).entry();
    }

    private DeliveryDetail.ActionDetail action(Entry entry, int position) {
        return file.history().delivery(entry.id()).orElseThrow().actions().get(position);
    }

    @Test
    void a_planned_action_comes_back_with_its_arguments_and_its_queue() throws Exception {
        Entry entry = accept("d", hook("a"), MESSAGE);
        reopen();

        UnfinishedDelivery left = journal.claim(1000).get(0);

        assertThat(left.entry().steps()).extracting(step -> step.planned()).containsExactly(hook("a"), MESSAGE);
        assertThat(action(entry, 1).planned()).isEqualTo(MESSAGE);
    }

    @Test
    void what_an_action_without_a_process_says_of_its_effect_is_kept_with_each_attempt() throws Exception {
        Entry entry = accept("d", new Planned("message", "dev", Policy.DEFAULT));
        Outcome limited =
                Outcome.failed("rate limited", new RetryAdvice.NotBefore(NOON)).withResult("429");
        Outcome sent = Outcome.done("{\"id\":7}");
        done(journal.started(new Attempt(entry.hold(), 0, 1), new Start("t", NOON)));
        done(journal.ended(new Attempt(entry.hold(), 0, 1), limited, NOON, Duration.ofMillis(5)));
        done(journal.retrying(entry.hold(), 0, NOON));
        done(journal.started(new Attempt(entry.hold(), 0, 2), new Start("t", NOON)));
        done(journal.ended(new Attempt(entry.hold(), 0, 2), sent, NOON, Duration.ofMillis(5)));
        reopen();

        List<Outcome> outcomes = action(entry, 0).runs().stream()
                .map(RecordedRun::outcome)
                .map(Optional::orElseThrow)
                .toList();

        assertThat(outcomes).containsExactly(limited.with(RetryAdvice.ANY_TIME), sent);
        assertThat(outcomes).extracting(Outcome::status).containsExactly(Status.FAILED, Status.SUCCEEDED);
        assertThat(outcomes).extracting(Outcome::process).containsOnly(Optional.empty());
        assertThat(outcomes).extracting(Outcome::returncode).containsOnlyNulls();
    }

    @Test
    void arguments_and_results_have_a_limit() {
        String long64k = "ü".repeat(32 << 10);
        assertThat(new Planned("message", "dev", Policy.DEFAULT, Optional.of(long64k)).arguments())
                .contains(long64k);
        assertThatThrownBy(() -> new Planned("message", "dev", Policy.DEFAULT, Optional.of(long64k + "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Outcome.done(long64k + "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Outcome.without(Ending.CANCELLED, null, "dropped").process()).isEmpty();
    }
}
