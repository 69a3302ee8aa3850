package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.sqlite.JournalSamples;
import dev.jenvoy.storage.engine.OpenJournal;
import dev.jenvoy.storage.engine.StoreEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
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
    private static final Map<StoreEngine, OpenJournal> OPEN = new EnumMap<>(StoreEngine.class);
    private static Path folder;

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
        for (StoreEngine engine : StoreEngine.values()) {
            OPEN.put(engine, engine.journal(folder.resolve(engine.name())).open());
        }
    }

    @AfterContainer
    static void close() throws IOException {
        OPEN.values().forEach(OpenJournal::close);
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 300)
    void a_change_is_recorded_exactly_when_the_states_allow_it(
            @ForAll StoreEngine engine, @ForAll @Size(max = 25) List<Ask> asks) {
        OpenJournal file = OPEN.get(engine);
        Journal journal = file.journal();
        Appended appended =
                done(journal.append(JournalSamples.push("p" + NUMBER.incrementAndGet()), Map.of(), JournalSamples.ONE));
        Hold hold = ((Appended.Accepted) appended).entry().hold();
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
            assertThat(recorded(journal, ask, hold, starts))
                    .as("%s of %s", ask, asks)
                    .isEqualTo(legal);
            if (legal) {
                delivery = wantedDelivery;
                action = wantedAction;
                starts += ask == Ask.START ? 1 : ask == Ask.POSTPONE ? -1 : 0;
            }
            DeliveryDetail detail = file.history().delivery(hold.entry()).orElseThrow();
            assertThat(detail.summary().state()).isEqualTo(delivery);
            assertThat(detail.actions().get(0).state()).isEqualTo(action);
        }
        end(journal, hold, delivery, action, starts);
    }

    /** Among several servers, one delivery at a time runs alone: the next one that wants to would wait for this one's end. */
    private static void end(Journal journal, Hold hold, DeliveryState delivery, ActionState action, int starts) {
        if (action == ActionState.RUNNING) {
            assertThat(recorded(journal, Ask.END, hold, starts)).isTrue();
        }
        if (!delivery.ended()) {
            assertThat(recorded(journal, Ask.SET_ASIDE, hold, starts)).isTrue();
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

    private static boolean recorded(Journal journal, Ask ask, Hold hold, int starts) {
        CompletionStage<Ownership> stage =
                switch (ask) {
                    case START -> journal.started(new Attempt(hold, 0, starts + 1), new Start("token", NOON));
                    case END ->
                        journal.ended(new Attempt(hold, 0, starts), JournalSamples.exited(1), NOON, Duration.ZERO);
                    case DROP -> journal.dropped(hold, 0, JournalSamples.exited(1), NOON);
                    case RETRY -> journal.retrying(hold, 0, NOON);
                    case POSTPONE -> journal.postponed(new Attempt(hold, 0, starts), NOON);
                    case FINISH -> journal.finished(hold, DeliveryState.FAILED, NOON);
                    case SET_ASIDE -> journal.quarantine(hold, "why", NOON);
                    case ALONE -> journal.markIsolated(hold);
                };
        try {
            done(stage);
            return true;
        } catch (CompletionException e) {
            assertThat(e).as("%s of %s", ask, hold).hasCauseInstanceOf(IllegalStateException.class);
            return false;
        }
    }
}
