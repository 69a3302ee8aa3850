package dev.jenvoy.ticket.move;

import com.google.gson.JsonObject;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tracker in memory with one ticket, {@code SOC-1}, whose statuses are known by their names. For one thread at a time. */
final class MemoryTracker implements Tracker {

    /** The keys that were looked at, in order. */
    final List<String> keys = new ArrayList<>();

    /** What was asked: {@code look} or {@code move STATUS}, in order. */
    final List<String> asked = new ArrayList<>();

    final List<String> comments = new ArrayList<>();
    final List<String> links = new ArrayList<>();
    private final Map<String, List<String>> targets = new HashMap<>();
    private final Queue<TrackerFailure> looks = new ArrayDeque<>();
    private final Queue<TrackerFailure> moves = new ArrayDeque<>();
    private String status;
    private String key = "SOC-1";
    private Hold hold = () -> {};
    private boolean isRestless;
    private boolean isLost;
    private boolean isWithheld;
    private Optional<String> automation = Optional.empty();

    @FunctionalInterface
    private interface Hold {
        void pass() throws InterruptedException;
    }

    MemoryTracker(String status) {
        this.status = status;
    }

    /** A ticket in this status can go to these. */
    MemoryTracker steps(String from, String... to) {
        targets.put(from, List.of(to));
        return this;
    }

    /** Puts the ticket in a status, as a person does. */
    void put(String other) {
        status = other;
    }

    /** Moves the ticket to another project. Each key leads to it. */
    void rename(String other) {
        key = other;
    }

    /** Gives the ticket another number at each look. */
    void renameAlways() {
        isRestless = true;
    }

    void withhold() {
        isWithheld = true;
    }

    /** Moves the ticket on after each move. */
    void automate(String to) {
        automation = Optional.of(to);
    }

    void failLook(TrackerFailure failure) {
        looks.add(failure);
    }

    /** Refuses the next move, and does not carry it out. */
    void failMove(TrackerFailure failure) {
        moves.add(failure);
    }

    /** Holds the next move up: counts the first latch down, waits for the second, and carries the move out. */
    void holdMove(CountDownLatch begun, CountDownLatch release) {
        hold = () -> {
            begun.countDown();
            if (!release.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a move was held up and never released");
            }
        };
    }

    /** Carries the next move out, and loses the answer. */
    void loseMove() {
        isLost = true;
    }

    String status() {
        return status;
    }

    @Override
    public LookResult look(String wanted) {
        asked.add("look");
        keys.add(wanted);
        if (isRestless) {
            key = "SOC-" + (1 + asked.size());
        }
        TrackerFailure failure = looks.poll();
        return failure != null ? failure : new LookResult.Found(ticket());
    }

    private Ticket ticket() {
        Steps steps = isWithheld
                ? new Steps.Withheld("the account may not move it")
                : new Steps.Listed(targets.getOrDefault(status, List.of()).stream()
                        .map(to -> new Step(to, "to " + to, TicketStatus.named(to), false, true))
                        .toList());
        return new Ticket(key, "https://tracker.example/" + key, TicketStatus.named(status), steps);
    }

    @Override
    public MoveResult move(Ticket ticket, Step step, JsonObject fields) throws InterruptedException {
        Hold now = hold;
        hold = () -> {};
        now.pass();
        asked.add("move " + step.target().name());
        TrackerFailure failure = moves.poll();
        if (failure != null) {
            return failure;
        }
        status = step.target().name();
        if (isLost) {
            isLost = false;
            return new TrackerFailure.Later(
                    TrackerFailure.Later.Reason.UNREACHABLE, Optional.empty(), true, "the connection broke");
        }
        if (automation.isPresent()) {
            status = automation.get();
            return new MoveResult.WentOn(ticket(), List.of());
        }
        return new MoveResult.Arrived(ticket(), List.of());
    }

    @Override
    public Optional<TrackerFailure> link(Ticket ticket, LinkedPage page) {
        links.add(page.url());
        return Optional.of(
                new TrackerFailure.Refused(TrackerFailure.Refused.Reason.FORBIDDEN, "the account may not link"));
    }

    @Override
    public Optional<TrackerFailure> comment(Ticket ticket, String line) {
        comments.add(line);
        return Optional.empty();
    }

    @Override
    public SurveyResult survey(String project) {
        return new SurveyResult.Surveyed("ada", true, List.of());
    }

    @Override
    public Optional<TrackerFailure.Shut> trouble() {
        return Optional.empty();
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
