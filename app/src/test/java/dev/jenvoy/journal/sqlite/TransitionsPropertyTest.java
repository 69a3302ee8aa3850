package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is asked for in whatever order: the journal does what the states allow, and nothing else. */
final class TransitionsPropertyTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static Path folder;
    private static DataFolder data;
    private static JournalFile file;
    private static Journal journal;

    private enum Ask {
        START,
        END,
        DROP,
        RETRY,
        POSTPONE,
        FINISH,
        SET_ASIDE,
        ALONE
    }

    @BeforeContainer
    static void open() throws Exception {
        folder = Files.createTempDirectory("transitions");
        data = DataFolder.own(folder.resolve("data"));
        file = JournalFile.open(data);
        journal = file.journal();
    }

    @AfterContainer
    static void close() throws IOException {
        file.close();
        data.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 150)
    void a_change_is_recorded_exactly_when_the_states_allow_it(@ForAll @Size(max = 25) List<Ask> asks) {
        Appended appended =
                done(journal.append(JournalSamples.push("p" + NUMBER.incrementAndGet()), Map.of(), JournalSamples.ONE));
        long entry = ((Appended.Accepted) appended).entry().id();
        DeliveryState delivery = DeliveryState.QUEUED;
        ActionState action = ActionState.WAITING;
        int starts = 0;
        for (Ask ask : asks) {
            ActionState wantedAction = action(ask, action);
            DeliveryState wantedDelivery =
                    ask == Ask.POSTPONE && starts == 1 ? DeliveryState.QUEUED : delivery(ask, delivery);
            boolean legal = !delivery.ended()
                    && (wantedAction == action || action.mayBecome(wantedAction))
                    && (wantedDelivery == delivery || delivery.mayBecome(wantedDelivery))
                    && changes(ask, action, wantedAction);
            assertThat(recorded(ask, entry, starts)).as("%s of %s", ask, asks).isEqualTo(legal);
            if (legal) {
                delivery = wantedDelivery;
                action = wantedAction;
                starts += ask == Ask.START ? 1 : ask == Ask.POSTPONE ? -1 : 0;
            }
            DeliveryDetail detail = file.history().delivery(entry).orElseThrow();
            assertThat(detail.summary().state()).isEqualTo(delivery);
            assertThat(detail.actions().get(0).state()).isEqualTo(action);
        }
    }

    private static ActionState action(Ask ask, ActionState now) {
        return switch (ask) {
            case START -> ActionState.RUNNING;
            case END -> ActionState.ENDED;
            case DROP -> ActionState.DROPPED;
            case RETRY, POSTPONE -> ActionState.WAITING;
            case FINISH, SET_ASIDE, ALONE -> now;
        };
    }

    private static DeliveryState delivery(Ask ask, DeliveryState now) {
        return switch (ask) {
            case START -> DeliveryState.RUNNING;
            case FINISH -> DeliveryState.FAILED;
            case SET_ASIDE -> DeliveryState.SET_ASIDE;
            case END, DROP, RETRY, POSTPONE, ALONE -> now;
        };
    }

    /** What the two tables of states do not say: to stay is no change, and what runs or waits holds its delivery. */
    private static boolean changes(Ask ask, ActionState now, ActionState next) {
        return switch (ask) {
            case START, END, DROP -> now != next;
            case RETRY -> now == ActionState.ENDED;
            case POSTPONE -> now == ActionState.RUNNING;
            case FINISH -> now == ActionState.ENDED || now == ActionState.DROPPED;
            case SET_ASIDE -> now != ActionState.RUNNING;
            case ALONE -> true;
        };
    }

    private static boolean recorded(Ask ask, long entry, int starts) {
        CompletionStage<Ownership> stage =
                switch (ask) {
                    case START ->
                        journal.started(
                                new Attempt(SqliteJournal.hold(entry), 0, starts + 1), new Start("token", NOON));
                    case END ->
                        journal.ended(
                                new Attempt(SqliteJournal.hold(entry), 0, starts),
                                JournalSamples.exited(1),
                                NOON,
                                Duration.ZERO);
                    case DROP -> journal.dropped(SqliteJournal.hold(entry), 0, JournalSamples.exited(1), NOON);
                    case RETRY -> journal.retrying(SqliteJournal.hold(entry), 0, NOON);
                    case POSTPONE -> journal.postponed(new Attempt(SqliteJournal.hold(entry), 0, starts), NOON);
                    case FINISH -> journal.finished(SqliteJournal.hold(entry), DeliveryState.FAILED, NOON);
                    case SET_ASIDE -> journal.quarantine(SqliteJournal.hold(entry), "why", NOON);
                    case ALONE -> journal.markIsolated(SqliteJournal.hold(entry));
                };
        try {
            done(stage);
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
            return false;
        }
    }
}
