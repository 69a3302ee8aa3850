package dev.jenvoy.web;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands in what a request delivers, and answers what came of it. */
final class HandIn {

    private static final Logger LOG = LoggerFactory.getLogger(HandIn.class);

    private final Dispatcher dispatcher;
    private final Doorman doorman;
    private final Waiting waiting;

    HandIn(Dispatcher dispatcher, Doorman doorman, Waiting waiting) {
        this.dispatcher = dispatcher;
        this.doorman = doorman;
        this.waiting = waiting;
    }

    /** Whether {@link #take} may wait for the disk, and so is no work for a thread that serves other connections. */
    boolean waits(Incoming request) {
        return request.source().resends() || dispatcher.keepsBackups();
    }

    /** Takes a request's deliveries, at least one, and answers when it is time to. Reads the file system. */
    void take(Incoming request, List<Delivery> deliveries) {
        Map<String, String> headers =
                KeptHeaders.of(request.headers(), request.source().telling());
        if (deliveries.size() == 1) {
            submit(request, deliveries.get(0), headers).whenComplete((submission, failure) -> {
                if (failure != null) {
                    doorman.failed(request, failure);
                } else {
                    answer(request, submission);
                }
            });
        } else {
            takeAll(request, deliveries, headers);
        }
    }

    private void takeAll(Incoming request, List<Delivery> deliveries, Map<String, String> headers) {
        List<CompletableFuture<Submission>> submissions = new ArrayList<>();
        try {
            for (Delivery delivery : deliveries) {
                submissions.add(submit(request, delivery, headers).toCompletableFuture());
            }
        } finally {
            // One that threw is the dispatcher's; those behind it are nobody's.
            deliveries.stream()
                    .skip(submissions.size() + 1L)
                    .forEach(left -> left.payload().discard());
        }
        CompletionStage<Void> all = CompletableFuture.allOf(submissions.toArray(CompletableFuture[]::new));
        all.whenComplete((done, failure) -> {
            if (failure != null) {
                doorman.failed(request, failure);
            } else {
                answerAll(request, deliveries, submissions);
            }
        });
    }

    private CompletionStage<Submission> submit(Incoming request, Delivery delivery, Map<String, String> headers) {
        LOG.info(
                "delivery received delivery={} source={} event={} owner={} repository={} branch={} bytes={}",
                delivery.id(),
                delivery.key().source(),
                delivery.event(),
                delivery.facts().owner(),
                delivery.facts().repository(),
                delivery.facts().branch(),
                delivery.payload().size());
        return request.source().resends()
                ? dispatcher.submitUnlessDone(delivery, headers)
                : dispatcher.submit(delivery, headers);
    }

    private void answer(Incoming request, Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            wait(request, pending(request, request.id(), accepted));
        } else if (submission instanceof Submission.Unavailable unavailable) {
            doorman.comeAgain(request, unavailable);
        } else if (submission instanceof Submission.Conflict) {
            doorman.conflict(request);
        } else {
            request.reply().give(settled(request, submission));
        }
    }

    private void answerAll(
            Incoming request, List<Delivery> deliveries, List<CompletableFuture<Submission>> submissions) {
        List<String> order = new ArrayList<>();
        Map<String, Answer> settled = new HashMap<>();
        Map<String, PendingDelivery> waited = new HashMap<>();
        for (int i = 0; i < deliveries.size(); i++) {
            String id = deliveries.get(i).id();
            Submission submission = submissions.get(i).join();
            order.add(id);
            if (submission instanceof Submission.Accepted accepted) {
                waited.put(id, pending(request, id, accepted));
            } else {
                settled.put(id, settled(request, submission));
            }
        }
        wait(request, new PendingSeveral(order, settled, waited));
    }

    private void wait(Incoming request, Pending pending) {
        waiting.await(
                request.exchange(),
                request.reply(),
                pending,
                request.millisLeft(request.settings().responseTimeout()));
    }

    private static PendingDelivery pending(Incoming request, String id, Submission.Accepted accepted) {
        return new PendingDelivery(id, accepted.progress(), request.answers(), request.settings());
    }

    /** What is to be said of one that is not waited for. */
    private static Answer settled(Incoming request, Submission submission) {
        Answers answers = request.answers();
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
