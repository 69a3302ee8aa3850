package dev.jenvoy.forge.report;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.kind.OpenForge;
import dev.jenvoy.forge.options.ForgeOptions;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.service.CommitStatus;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes one report. A report that an older delivery makes after a newer one has spoken in the same place is left out, and so
 * is one that a hook waits or runs when it has ended.
 */
record ReportAction(Planned planned, Parts parts) implements PlannedAction {

    /** A report that could not be written for so long helps no more. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    /** A commit may be visible later than the webhook that says so. */
    private static final int LOOKS = 4;

    /**
     * What actions share.
     *
     * @param kind the kind of the actions that are hooks
     */
    record Parts(
            Supplier<ForgesOptions> options,
            ForgePool pool,
            ForgeBook book,
            History history,
            String kind,
            ReportListener listener,
            InstantSource clock) {}

    @Override
    public Optional<Followed> followed() {
        return planned.arguments()
                .flatMap(ReportOrder::read)
                .flatMap(ReportOrder::followed)
                .map(hook -> new Followed(parts.kind(), hook));
    }

    @Override
    public Outcome run(Context context) throws InterruptedException {
        context.started();
        Optional<ReportOrder> order = planned.arguments().flatMap(ReportOrder::read);
        if (order.isEmpty()) {
            return vanished("the journal does not say what is reported");
        }
        ForgesOptions options = parts.options().get();
        Optional<ForgeOptions> forge =
                options.of(order.get().host(), order.get().repo().toString());
        if (forge.isEmpty()) {
            return vanished(
                    "the configuration no longer has a token for " + order.get().host());
        }
        Optional<DeliveryDetail> delivery = parts.history().delivery(context.entry());
        if (delivery.isEmpty()) {
            return vanished("the journal no longer has the delivery");
        }
        try {
            return run(context, order.get(), options, forge.get(), delivery.get());
        } catch (IOException e) {
            return Outcome.failed(String.valueOf(e.getMessage()), RetryAdvice.ANY_TIME);
        }
    }

    private Outcome run(
            Context context, ReportOrder order, ForgesOptions options, ForgeOptions forge, DeliveryDetail delivery)
            throws IOException, InterruptedException {
        Optional<Instant> ended = order.isComment()
                ? delivery.summary().finished()
                : HookState.ended(delivery, parts.kind(), order.hooks().get(0));
        if (!order.isEnd() && ended.isPresent()) {
            return Outcome.nothing(order.isComment() ? "the hooks have ended" : "the hook has ended");
        }
        Instant since = ended.orElse(delivery.summary().received());
        Instant now = parts.clock().instant();
        if (now.isAfter(since.plus(MAX_AGE))) {
            return Outcome.failed("too late: a report is given up after a day", new RetryAdvice.Never());
        }
        OpenForge open = parts.pool().of(forge);
        ForgeReply reply;
        if (order.isComment()) {
            reply = new CommentReport(parts, order, open.forge(), options.page(context.entry()))
                    .write(context.entry(), delivery);
        } else {
            if (!parts.book().claim(order.place(), context.entry(), now)) {
                return Outcome.nothing("a newer delivery reports about this commit");
            }
            reply = open.forge().show(status(order, options.page(context.entry()), delivery));
        }
        parts.pool().noteTrouble(forge);
        parts.listener().ended(forge.name(), word(reply));
        return outcome(reply, order, forge, context);
    }

    private CommitStatus status(ReportOrder order, String page, DeliveryDetail delivery) {
        String hook = order.hooks().get(0);
        HookState state = order.isEnd() ? HookState.of(delivery, parts.kind(), hook) : HookState.WAITING;
        return new CommitStatus(order.repo(), order.sha(), "jenvoy/" + hook, state.state(), state.words(), page);
    }

    private static String word(ForgeReply reply) {
        if (reply instanceof ForgeReply.Done) {
            return "done";
        }
        if (reply instanceof ForgeReply.Limited) {
            return "limited";
        }
        if (reply instanceof ForgeReply.Unreachable) {
            return "unreachable";
        }
        return reply instanceof ForgeReply.CredentialsRefused ? "credentials" : "refused";
    }

    private Outcome outcome(ForgeReply reply, ReportOrder order, ForgeOptions forge, Context context) {
        if (!(reply instanceof ForgeReply.Failure failure)) {
            return Outcome.done(result(order, forge));
        }
        return Outcome.failed(failure.said(), advice(failure, context.attempt()));
    }

    private RetryAdvice advice(ForgeReply.Failure failure, int attempt) {
        Instant now = parts.clock().instant();
        if (failure instanceof ForgeReply.Limited limited) {
            return new RetryAdvice.At(limited.until());
        }
        if (failure instanceof ForgeReply.CredentialsRefused) {
            return new RetryAdvice.NotBefore(now.plus(AFTER_REFUSAL));
        }
        if (failure instanceof ForgeReply.Missing && attempt < LOOKS) {
            return new RetryAdvice.NotBefore(now.plus(SOON));
        }
        return failure instanceof ForgeReply.Unreachable ? RetryAdvice.ANY_TIME : new RetryAdvice.Never();
    }

    private static String result(ReportOrder order, ForgeOptions forge) {
        JsonObject said = new JsonObject();
        said.addProperty("forge", forge.name());
        said.addProperty("repository", order.repo().toString());
        if (order.isComment()) {
            said.addProperty("pull_request", order.number());
        } else {
            said.addProperty("commit", order.sha());
        }
        return said.toString();
    }

    private static Outcome vanished(String why) {
        return Outcome.without(Ending.VANISHED, null, why).with(new RetryAdvice.Never());
    }
}
