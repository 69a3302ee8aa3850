package dev.jenvoy.web;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.MemoryPayload;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.intake.Batch;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.sender.OwnResponse;
import dev.jenvoy.web.response.BatchResponse;
import dev.jenvoy.web.response.ChosenResponse;
import dev.jenvoy.web.response.DeferredResponse;
import dev.jenvoy.web.response.DeliveryResponse;
import dev.jenvoy.web.response.PendingResponses;
import dev.jenvoy.web.response.Response;
import dev.jenvoy.web.response.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits the deliveries of a request to the dispatcher, and writes the response. */
@CheckReturnValue
final class DeliverySubmitter {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    /**
     * Requests with more deliveries than this are planned on a worker thread, because each plan reads the hooks folder.
     */
    private static final int MAX_DELIVERIES_AT_ONCE = 8;

    /**
     * Limits how many ignored deliveries of a request are logged and listed in the response. Equals the number that the
     * journal records.
     */
    private static final int MOST_LISTED = Batch.MOST_NOTED;

    private static final Submission.Unavailable NOT_KNOWN =
            new Submission.Unavailable("journal", "the database has not said yet whether this is recorded");

    private final Dispatcher dispatcher;
    private final RejectionWriter rejections;
    private final PendingResponses waiting;
    private final SentResponses sent;

    DeliverySubmitter(Dispatcher dispatcher, RejectionWriter rejections, PendingResponses waiting, SentResponses sent) {
        this.sent = sent;
        this.dispatcher = dispatcher;
        this.rejections = rejections;
        this.waiting = waiting;
    }

    /**
     * Returns whether {@link #take} may wait for the disk or take long. If so, it must not run on a thread that serves
     * connections.
     */
    boolean waits(DeliveryRequest request, List<Delivery> deliveries) {
        return deliveries.size() > MAX_DELIVERIES_AT_ONCE
                || request.source().retriesAutomatically()
                || dispatcher.keepsBackups()
                || deliveries.stream().anyMatch(dispatcher::mayBlock);
    }

    /**
     * Submits a request's deliveries, at least one, and responds when the result is known or the time is up. Reads the
     * file system.
     */
    void take(DeliveryRequest request, List<Delivery> deliveries) {
        Batch batch =
                new Batch(StoredHeaders.of(request.headers(), request.source().storedHeaders()));
        if (deliveries.size() == 1) {
            Delivery delivery = deliveries.get(0);
            // An id that only the payload says is not known before.
            request.reply().identify(delivery.id());
            log(delivery);
            CompletionStage<Submission> submitted = submit(request, delivery, batch);
            limit(request, submitted);
            submitted.whenComplete((submission, failure) -> {
                arrived(delivery);
                if (failure != null) {
                    rejections.failed(request, failure);
                } else {
                    answer(request, submission);
                }
            });
        } else {
            takeAll(request, deliveries, batch);
        }
    }

    private void takeAll(DeliveryRequest request, List<Delivery> deliveries, Batch batch) {
        BatchResponse pending = new BatchResponse(request.answers(), request.settings());
        NotTaken notTaken = new NotTaken(deliveries.size());
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        int at = 0;
        try {
            for (; at < deliveries.size(); at++) {
                Delivery delivery = deliveries.get(at);
                String id = delivery.id();
                boolean listed = at < MOST_LISTED;
                if (listed) {
                    log(delivery);
                }
                CompletionStage<Submission> submission = submit(request, delivery, batch);
                Optional<String> nothing = listed ? Optional.empty() : nothing(submission);
                if (nothing.isPresent()) {
                    pending.count(nothing.get());
                    continue;
                }
                if (!listed) {
                    log(delivery);
                }
                pending.list(id);
                taken.add(submission
                        .thenAccept(came -> settle(request, pending, notTaken, id, came))
                        .toCompletableFuture());
            }
        } finally {
            // The dispatcher discards the payload of a delivery whose submission failed. Those after it were never
            // submitted.
            deliveries.stream().skip(at + 1L).forEach(left -> left.payload().discard());
        }
        request.reply().watch(response -> sent.keep(pending.numbers(), request, response));
        CompletionStage<Void> all = CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new));
        limit(request, all);
        all.whenComplete((done, failure) -> {
            deliveries.forEach(DeliverySubmitter::arrived);
            if (failure != null) {
                rejections.failed(request, failure);
            } else {
                notTaken.tell(request, rejections);
                pending.unlisted()
                        .forEach((status, count) -> LOG.info(
                                "deliveries that cause nothing delivery={} status={} count={}",
                                request.id(),
                                status,
                                count));
                pending.ready();
                wait(request, pending);
            }
        });
    }

    private static void log(Delivery delivery) {
        LOG.info(
                "delivery received delivery={} source={} event={} owner={} repository={} branch={} bytes={}",
                delivery.id(),
                delivery.key().source(),
                delivery.event(),
                delivery.facts().owner(),
                delivery.facts().repository(),
                delivery.facts().branch(),
                delivery.payload().size());
    }

    private CompletionStage<Submission> submit(DeliveryRequest request, Delivery delivery, Batch batch) {
        boolean handedIn = false;
        try {
            CompletionStage<Submission> submission = request.source().retriesAutomatically()
                    ? dispatcher.submitUnlessDone(delivery, batch)
                    : request.exchange().isInIoThread()
                            ? dispatcher.submitAtOnce(
                                    delivery,
                                    batch,
                                    request.exchange().getConnection().getWorker())
                            : dispatcher.submit(delivery, batch);
            handedIn = true;
            return submission;
        } finally {
            if (!handedIn) {
                delivery.payload().discard();
            }
        }
    }

    /** Stops counting the payload among the bodies in progress: the delivery is in the journal, or was rejected. */
    private static void arrived(Delivery delivery) {
        if (delivery.payload() instanceof MemoryPayload payload) {
            payload.arrived();
        }
    }

    /** Returns the status of an ignored delivery; empty for others. */
    private static Optional<String> nothing(CompletionStage<Submission> stage) {
        CompletableFuture<Submission> submission = stage.toCompletableFuture();
        if (!submission.isDone() || submission.isCompletedExceptionally()) {
            return Optional.empty();
        }
        Submission came = submission.join();
        if (came instanceof Submission.Skipped) {
            return Optional.of("skipped");
        }
        return came instanceof Submission.Unmatched ? Optional.of("nop") : Optional.empty();
    }

    private static void settle(
            DeliveryRequest request, BatchResponse pending, NotTaken notTaken, String id, Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            pending.await(id, accepted.progress());
        } else if (submission instanceof Submission.Recorded recorded) {
            pending.settle(id, recorded);
        } else {
            notTaken.add(submission);
            pending.settle(id, settled(request, submission));
        }
    }

    /** Collects the deliveries of a request that were not accepted, so that they are logged together. */
    private static final class NotTaken {

        private final int of;
        private @Nullable Submission first;
        private int count;

        NotTaken(int of) {
            this.of = of;
        }

        synchronized void add(Submission submission) {
            if (submission instanceof Submission.Unavailable || submission instanceof Submission.Conflict) {
                first = first == null ? submission : first;
                count++;
            }
        }

        synchronized void tell(DeliveryRequest request, RejectionWriter rejections) {
            if (first != null) {
                rejections.someNotTaken(request, first, count, of);
            }
        }
    }

    private void answer(DeliveryRequest request, Submission submission) {
        @Nullable OwnResponse chosen = request.source().response().orElse(null);
        if (submission instanceof Submission.Accepted accepted) {
            List<Long> numbers = List.of(accepted.progress().number());
            request.reply().watch(response -> sent.keep(numbers, request, response));
            if (chosen == null) {
                wait(
                        request,
                        new DeliveryResponse(request.id(), accepted.progress(), request.answers(), request.settings()));
            } else if (chosen.atOnce()) {
                request.reply().give(ChosenResponse.settled(chosen));
            } else {
                wait(request, new ChosenResponse(accepted.progress(), chosen, request.settings()));
            }
        } else if (submission instanceof Submission.Unavailable unavailable) {
            rejections.comeAgain(request, unavailable);
        } else if (submission instanceof Submission.Conflict) {
            rejections.conflict(request);
        } else if (chosen == null) {
            request.reply().give(settled(request, submission));
        } else {
            request.reply()
                    .give(
                            submission instanceof Submission.Recorded recorded
                                    ? ChosenResponse.done(recorded.ended(), chosen, request.settings())
                                    : ChosenResponse.settled(chosen));
        }
    }

    /**
     * Has the sender not wait longer than for hooks, when the database that has to record a delivery does not answer. The delivery
     * may be recorded nevertheless; a sender that comes again is answered as for any that came before.
     */
    private void limit(DeliveryRequest request, CompletionStage<?> submitted) {
        if (!dispatcher.isShared() || submitted.toCompletableFuture().isDone()) {
            return;
        }
        waiting.limit(
                request.exchange(),
                submitted,
                () -> rejections.comeAgain(request, NOT_KNOWN),
                request.millisLeft(request.settings().responseTimeout()));
    }

    private void wait(DeliveryRequest request, DeferredResponse pending) {
        waiting.await(
                request.exchange(),
                request.reply(),
                pending,
                request.millisLeft(request.settings().responseTimeout()));
    }

    /** Returns the response for a delivery that nothing has to be awaited for. */
    private static Response settled(DeliveryRequest request, Submission submission) {
        Responses answers = request.answers();
        if (submission instanceof Submission.Pong) {
            return answers.message("pong");
        }
        if (submission instanceof Submission.Recorded recorded) {
            return answers.done(recorded.ended(), request.settings());
        }
        if (submission instanceof Submission.Unavailable unavailable) {
            return answers.unavailable(unavailable);
        }
        if (submission instanceof Submission.Conflict) {
            return answers.conflict();
        }
        return answers.status(submission instanceof Submission.Skipped ? "skipped" : "nop");
    }
}
