package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.Redelivery;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a delivery again or cancels it, on behalf of an operator. */
public final class DeliveryActionsResource {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final int PATIENCE_SECONDS = 10;

    private final Dispatcher dispatcher;
    private final Journal journal;
    private final History history;
    private final InstantSource clock;

    public DeliveryActionsResource(AdminServices parts) {
        this.dispatcher = parts.dispatcher();
        this.journal = parts.journal();
        this.history = parts.history();
        this.clock = parts.clock();
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", DeliveriesResource.ONE + "/redeliver", this::look),
                new Route("POST", DeliveriesResource.ONE + "/redeliver", this::redeliver),
                new Route("POST", DeliveriesResource.ONE + "/cancel", this::cancel));
    }

    /** Says how old a delivery is, and how many newer ones it would follow if it was run again. */
    private ApiResult look(AdminRequest request) {
        OptionalLong entry = request.number("entry");
        List<DeliverySummary> found = entry.isEmpty() ? List.of() : history.summaries(List.of(entry.getAsLong()));
        if (found.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        DeliverySummary delivery = found.get(0);
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("entry", delivery.entry())
                        .add("received", delivery.received())
                        .add("age_ms", Duration.between(delivery.received(), clock.instant()))
                        .add("newer", history.newer(delivery))
                        .done());
    }

    private ApiResult redeliver(AdminRequest request) throws InterruptedException, ExecutionException {
        OptionalLong entry = request.number("entry");
        if (entry.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        AskedPart asked;
        try {
            asked = AskedPart.of(request);
        } catch (AskedPart.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
        Redelivery redelivery;
        try {
            redelivery = await(dispatcher.redeliver(entry.getAsLong(), clock.instant(), asked.part()));
        } catch (TimeoutException e) {
            return slow();
        }
        if (redelivery instanceof Redelivery.Begun begun) {
            OperatorRequest by = request.asked(OperatorRequest.Kind.REDELIVER, clock.instant());
            OperatorRequest kept = asked.words().map(by::about).orElse(by);
            LOG.info(
                    "delivery is run again entry={} new_entry={} by={} way={}",
                    entry.getAsLong(),
                    begun.entry(),
                    by.address(),
                    ApiJson.word(by.way()));
            try {
                await(journal.requested(begun.entry(), kept));
            } catch (TimeoutException | ExecutionException e) {
                // The delivery runs in spite of this.
                LOG.error("the operator of a redelivery could not be recorded entry={}", begun.entry(), e);
            }
            return begun(begun.entry());
        }
        if (redelivery instanceof Redelivery.UnderWay underWay) {
            ApiJson json = ApiJson.object().add("error", "the same delivery is still running");
            underWay.entry().ifPresent(number -> json.add("entry", number));
            return ApiResult.json(409, json.done());
        }
        if (redelivery instanceof Redelivery.Unavailable unavailable) {
            return ApiResult.error(503, unavailable.reason()).with("Retry-After", "60");
        }
        if (redelivery instanceof Redelivery.NoPayload) {
            return ApiResult.error(409, "an ignored delivery has no stored payload: have its sender send it again");
        }
        return redelivery instanceof Redelivery.Unmatched
                ? ApiResult.error(409, asked.unmatched())
                : DeliveriesResource.unknown();
    }

    private ApiResult begun(long entry) {
        List<DeliverySummary> summary = history.summaries(List.of(entry));
        ApiJson json = ApiJson.object().add("entry", entry);
        if (summary.isEmpty()) {
            return ApiResult.json(202, json.add("state", DeliveryState.QUEUED).done());
        }
        return ApiResult.json(
                202,
                json.add("id", summary.get(0).key().id())
                        .add("state", summary.get(0).state())
                        .done());
    }

    private ApiResult cancel(AdminRequest request) throws InterruptedException, ExecutionException {
        OptionalLong entry = request.number("entry");
        List<DeliverySummary> summary = entry.isEmpty() ? List.of() : history.summaries(List.of(entry.getAsLong()));
        if (summary.isEmpty()) {
            return DeliveriesResource.unknown();
        }
        OperatorRequest asked = request.asked(OperatorRequest.Kind.CANCEL, clock.instant());
        boolean running;
        try {
            running = await(journal.cancel(entry.getAsLong(), Optional.of(asked)));
        } catch (TimeoutException e) {
            return slow();
        }
        if (!running) {
            return ApiResult.error(409, "it has already ended");
        }
        LOG.info(
                "delivery is cancelled entry={} by={} way={}",
                entry.getAsLong(),
                asked.address(),
                ApiJson.word(asked.way()));
        return ApiResult.json(
                202, ApiJson.object().add("entry", entry.getAsLong()).done());
    }

    private static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static ApiResult slow() {
        return ApiResult.error(503, "the journal is slow; the request will be carried out later");
    }
}
