package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Happening;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.RecordedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what happened here to a delivery: its hooks failed, work again or were slow, or it was set aside. Everything is read
 * from the journal, so that it is the same before and after a crash.
 */
final class Happenings {

    /** How many earlier runs of a hook are looked at for what it came to before. */
    private static final int MAX_EARLIER = 50;

    private final History history;

    Happenings(History history) {
        this.history = history;
    }

    /** Returns one message of each kind that may happen to a delivery, to learn which rooms may want to hear of it. */
    static List<Message> possible(Facts facts) {
        Happening about = about(facts, "");
        return List.of(
                about.hookFailed("hook", "1", ""),
                about.hookRecovered("hook", 1),
                about.hookSlow("hook", Duration.ZERO),
                about.setAside("", 0));
    }

    /**
     * What happened to a delivery.
     *
     * @param ended when its hooks had ended
     * @param messages a message for each happening, in the order of the hooks
     */
    record Found(Instant ended, List<Message> messages) {}

    /** Returns what happened to an ended delivery; empty if the journal no longer has it. Blocks on the disk. */
    Optional<Found> of(long entry, ChatOptions options) {
        Optional<DeliveryDetail> known = history.delivery(entry);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        DeliveryDetail detail = known.get();
        Facts facts = detail.summary().facts();
        String page = options.dashboardUrl()
                .map(url -> url + "/#/deliveries/" + entry)
                .orElse("");
        Happening about = about(facts, page);
        List<Message> all = new ArrayList<>();
        for (DeliveryDetail.ActionDetail action : detail.actions()) {
            if (!action.planned().policy().apart() && !action.runs().isEmpty()) {
                all.addAll(ofHook(action, about, entry, facts, options));
            }
        }
        if (detail.summary().state() == DeliveryState.SET_ASIDE) {
            int runs = detail.actions().stream()
                    .mapToInt(action -> action.runs().size())
                    .max()
                    .orElse(0);
            all.add(about.setAside(detail.summary().key().id(), runs));
        }
        Instant ended = detail.summary().finished().orElse(detail.summary().received());
        return Optional.of(new Found(ended, List.copyOf(all)));
    }

    private List<Message> ofHook(
            DeliveryDetail.ActionDetail action, Happening about, long entry, Facts facts, ChatOptions options) {
        RecordedRun last = action.runs().get(action.runs().size() - 1);
        Optional<Outcome> outcome = last.outcome();
        if (outcome.isEmpty()) {
            return List.of();
        }
        String hook = action.planned().name();
        List<Message> all = new ArrayList<>();
        Status status = outcome.get().status();
        if (status.isFailure()) {
            all.add(about.hookFailed(hook, code(outcome.get()), output(outcome.get())));
        } else if (status == Status.SUCCEEDED) {
            List<Status> before = history.earlier(entry, action.planned().kind(), hook, facts, MAX_EARLIER);
            int failures = (int) before.stream().takeWhile(Status::isFailure).count();
            if (failures > 0) {
                all.add(about.hookRecovered(hook, failures));
            }
        }
        last.took()
                .filter(took -> took.compareTo(options.slowHook()) > 0)
                .ifPresent(took -> all.add(about.hookSlow(hook, took)));
        return all;
    }

    private static String code(Outcome outcome) {
        if (isOutOfTime(outcome)) {
            // It names the limit. What follows is about processes that are left.
            return String.valueOf(outcome.error()).split(";", 2)[0];
        }
        Integer code = outcome.returncode();
        // The code of a hook that was ended, such as 124 after its time, is not its own.
        return code != null && outcome.ending() == Ending.EXITED
                ? code.toString()
                : outcome.ending().name().toLowerCase(Locale.ROOT);
    }

    /** What a hook wrote to its standard error says more of a failure. */
    private static String output(Outcome outcome) {
        String said = List.of(outcome.stdout(), outcome.stderr()).stream()
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
        boolean toldByCode = isOutOfTime(outcome) || outcome.error() == null;
        return said.isEmpty() && !toldByCode ? String.valueOf(outcome.error()) : said;
    }

    private static boolean isOutOfTime(Outcome outcome) {
        return outcome.ending() == Ending.TIMED_OUT && outcome.error() != null;
    }

    private static Happening about(Facts facts, String page) {
        return new Happening(
                ChatKind.repo(facts),
                facts.branch() == null ? "" : facts.branch().name(),
                facts.sha() == null ? "" : facts.sha(),
                page);
    }
}
