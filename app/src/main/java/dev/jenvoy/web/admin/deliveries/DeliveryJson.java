package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.output.KeptLog;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.member.ServerLabel;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.figures.FailingHook;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.DeliveryMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes deliveries in the format of the API. */
public final class DeliveryJson {

    private DeliveryJson() {}

    /** Returns a delivery as an item of a list. */
    public static JsonObject of(DeliverySummary summary) {
        return start(summary).done();
    }

    /**
     * Returns a complete delivery.
     *
     * @param attempts all deliveries of its key, newest first
     * @param dispatcher is asked why the delivery and its actions wait, and which server has it
     * @param moves is asked what the delivery did to tickets
     */
    public static JsonObject of(
            DeliveryDetail detail, List<DeliverySummary> attempts, Dispatcher dispatcher, DeliveryMoves moves) {
        JsonObject headers = new JsonObject();
        detail.headers().forEach(headers::addProperty);
        long entry = detail.summary().entry();
        JsonArray actions = new JsonArray();
        for (int position = 0; position < detail.actions().size(); position++) {
            DeliveryDetail.ActionDetail action = detail.actions().get(position);
            Optional<WaitReason> reason =
                    action.state() == ActionState.WAITING ? dispatcher.waitReason(entry, position) : Optional.empty();
            actions.add(action(position, action, reason));
        }
        Optional<WaitReason> waits = detail.summary().state() == DeliveryState.QUEUED
                ? dispatcher.waitReasonAnywhere(entry)
                : dispatcher.waitReason(entry);
        String webhook = detail.summary().key().webhook();
        ApiJson json = start(detail.summary())
                .add("digest", detail.digest().map(PayloadDigest::hex).orElse(null))
                .add("webhook", webhook.isEmpty() ? null : webhook)
                .add("reason", detail.reason().orElse(null))
                .add("headers", headers)
                .add("waiting_for", waits.map(WaitReasonJson::of).orElse(null))
                .add("server", server(detail.summary(), dispatcher));
        detail.payload().ifPresent(payload -> json.add("payload_size", payload.size()));
        detail.requests().forEach(request -> json.add(asked(request.kind()), request(request)));
        JsonArray tickets = moves.of(entry);
        return json.add("actions", actions)
                .add("tickets", tickets.isEmpty() ? null : tickets)
                .add("attempts", ApiJson.array(attempts, DeliveryJson::attempt))
                .done();
    }

    /** Absent once the delivery has ended, because the journal does not keep who ran it. */
    private static @Nullable JsonObject server(DeliverySummary summary, Dispatcher dispatcher) {
        return summary.state().ended()
                ? null
                : dispatcher.holder(summary.entry()).map(DeliveryJson::server).orElse(null);
    }

    private static JsonObject server(ServerLabel server) {
        return ApiJson.object()
                .add("number", server.number())
                .add("name", server.name().orElse(null))
                .done();
    }

    private static ApiJson start(DeliverySummary summary) {
        Facts facts = summary.facts();
        @Nullable Instant began = summary.began().orElse(null);
        @Nullable Instant ended = summary.finished().orElse(null);
        ApiJson json = ApiJson.object()
                .add("entry", summary.entry())
                .add("id", summary.key().id())
                .add("source", summary.key().source())
                .add("event", facts.event().name())
                .add("action", facts.action())
                .addText("owner", facts.owner())
                .addText("repository", facts.repository())
                .addText("branch", facts.branch())
                .addText("tag", facts.tag())
                .add("ref", facts.ref())
                .add("sha", facts.sha())
                .add("sender", facts.sender())
                .add("title", facts.title());
        Long number = facts.number();
        if (number != null) {
            json.add("number", (long) number);
        }
        return json.add("state", summary.state())
                .add("shown", summary.shown())
                .add("attempt", Math.max(1, summary.redelivery()))
                .add("received", summary.received())
                .add("began", began)
                .add("ended", ended)
                .add("duration_ms", began == null || ended == null ? null : Duration.between(began, ended))
                .add(
                        "hooks",
                        ApiJson.object()
                                .add("total", summary.actions().size())
                                .add("ended", summary.ended())
                                .add("failed", summary.failed())
                                .add("states", ApiJson.array(summary.actions(), DeliveryJson::state))
                                .add(
                                        "names",
                                        ApiJson.texts(summary.actions().stream()
                                                .map(DeliverySummary.ActionSummary::name)
                                                .toList()))
                                .done())
                .add("failure", summary.failure().map(DeliveryJson::failure).orElse(null))
                .add("cancel_requested", summary.cancelRequested());
    }

    private static String asked(OperatorRequest.Kind kind) {
        return switch (kind) {
            case REDELIVER -> "redelivered_by";
            case CANCEL -> "cancelled_by";
        };
    }

    private static JsonObject request(OperatorRequest request) {
        return ApiJson.object()
                .add("name", request.name().orElse(null))
                .add("address", request.address())
                .add("way", request.way())
                .add("part", request.part().orElse(null))
                .add("at", request.at())
                .done();
    }

    /** Returns an action that fails now. */
    public static JsonObject failing(FailingHook failing) {
        return failed(failing.failure())
                .add("entry", failing.entry())
                .add("owner", failing.owner().orElse(null))
                .add("repository", failing.repository().orElse(null))
                .add("branch", failing.branch().orElse(null))
                .add("tag", failing.tag().orElse(null))
                .add("since", failing.since())
                .add("at_least", !failing.isSinceStart())
                .add("failures", failing.failures())
                .done();
    }

    private static JsonObject failure(DeliverySummary.Failure failure) {
        return failed(failure).done();
    }

    private static ApiJson failed(DeliverySummary.Failure failure) {
        ApiJson json = ApiJson.object()
                .add("hook", failure.name())
                .add("kind", failure.kind())
                .add("ending", failure.ending());
        failure.returncode().ifPresent(code -> json.add("returncode", (long) code));
        return json.add("error", failure.error().orElse(null))
                .add("line", failure.line().orElse(null));
    }

    /** Returns the state of an action: its status if it has ended, else whether it waits or runs. */
    private static JsonPrimitive state(DeliverySummary.ActionSummary action) {
        return new JsonPrimitive(action.status().map(ApiJson::word).orElseGet(() -> ApiJson.word(action.state())));
    }

    private static JsonObject action(int position, DeliveryDetail.ActionDetail action, Optional<WaitReason> reason) {
        return ApiJson.object()
                .add("position", position)
                .add("kind", action.planned().kind())
                .add("name", action.planned().name())
                .add("apart", action.planned().policy().apart() ? new JsonPrimitive(true) : null)
                .add("state", action.state())
                .add("due", action.due().orElse(null))
                .add("waiting_for", reason.map(WaitReasonJson::of).orElse(null))
                .add("took_ms", took(action).orElse(null))
                .add("attempts", ApiJson.array(action.runs(), DeliveryJson::run))
                .done();
    }

    /**
     * Returns the time from the first start to the last end, pauses included. Empty if an attempt is running or still
     * to come.
     */
    private static Optional<Duration> took(DeliveryDetail.ActionDetail action) {
        List<RecordedRun> runs = action.runs();
        RecordedRun last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (action.state() != ActionState.ENDED || last == null || last.took().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(
                runs.get(0).began(), last.began().plus(last.took().get())));
    }

    private static JsonObject run(RecordedRun run) {
        return ApiJson.object()
                .add("attempt", run.attempt())
                .add("began", run.began())
                .add("took_ms", run.took().orElse(null))
                .add("outcome", run.outcome().map(DeliveryJson::outcome).orElse(null))
                .done();
    }

    /** Returns the outcome of an attempt. */
    public static JsonObject outcome(Outcome outcome) {
        Integer returncode = outcome.returncode();
        ApiJson json = ApiJson.object().add("ending", outcome.ending());
        if (returncode != null) {
            json.add("returncode", (long) returncode);
        }
        return json.add("status", outcome.status())
                .add("stdout", outcome.stdout())
                .add("stderr", outcome.stderr())
                .add("truncated", outcome.truncated())
                .add("error", outcome.error())
                .add("log", outcome.log().printed() == 0 ? null : log(outcome.log()))
                .add("result", outcome.result().orElse(null))
                .add("failed", outcome.failed())
                .done();
    }

    private static JsonObject log(KeptLog log) {
        return ApiJson.object()
                .add("printed", log.printed())
                .add("omitted", log.omitted())
                .done();
    }

    private static JsonObject attempt(DeliverySummary summary) {
        return ApiJson.object()
                .add("entry", summary.entry())
                .add("attempt", Math.max(1, summary.redelivery()))
                .add("state", summary.state())
                .add("shown", summary.shown())
                .add("received", summary.received())
                .done();
    }
}
