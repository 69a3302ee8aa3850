package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The logs of attempts: both outputs in their order, or one of them. */
public final class LogResource {

    private static final String ATTEMPT = DeliveriesResource.ONE + "/actions/{position}/attempts/{attempt}";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON_LINES = "application/x-ndjson; charset=utf-8";

    private final History history;
    private final LiveOutput outputs;
    private final Optional<DistantLogs> distantLogs;

    /** @param distantLogs carries the logs of attempts that run at other servers; empty for a server alone */
    public LogResource(History history, LiveOutput outputs, Optional<DistantLogs> distantLogs) {
        this.history = history;
        this.outputs = outputs;
        this.distantLogs = distantLogs;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", ATTEMPT + "/log", this::log),
                new Route("GET", ATTEMPT + "/stdout", request -> output(request, OutputSink.Stream.STDOUT)),
                new Route("GET", ATTEMPT + "/stderr", request -> output(request, OutputSink.Stream.STDERR)));
    }

    private record Attempt(long entry, int position, String name, RecordedRun run) {

        /** Returns the name of a file for it. */
        String file(String kind) {
            return name.replaceAll("[^A-Za-z0-9_.+~=-]", "_") + "-" + entry + "-" + run.attempt() + kind + ".txt";
        }
    }

    private ApiResult log(AdminRequest request) {
        String form = request.parameter("format").orElse("json");
        Optional<String> stream = request.parameter("stream");
        Optional<String> from = request.parameter("from");
        OptionalLong place = from.isEmpty() ? OptionalLong.of(0) : AdminRequest.number(from.get(), Long.MAX_VALUE);
        if (!form.equals("json") && !form.equals("text")) {
            return ApiResult.error(400, "format: expected json or text");
        }
        if (stream.isPresent()
                && !stream.get().equals("stdout")
                && !stream.get().equals("stderr")) {
            return ApiResult.error(400, "stream: expected stdout or stderr");
        }
        if (place.isEmpty()) {
            return ApiResult.error(400, "from: expected the \"next\" of a piece");
        }
        Optional<Attempt> attempt = attempt(request);
        if (attempt.isEmpty()) {
            return unknown();
        }
        Optional<OutputSink.Stream> only = stream.map(word -> OutputSink.Stream.valueOf(word.toUpperCase(Locale.ROOT)));
        ReadableLog log = log(attempt.get());
        ApiResult.Streamed result = form.equals("json")
                ? new ApiResult.Streamed(
                        JSON_LINES, () -> new LogBody(log, LogBody.Form.JSON, only, place.getAsLong()), Map.of())
                : text(log, only, place.getAsLong());
        return request.query().containsKey("download")
                ? result.with(
                        "Content-Disposition",
                        "attachment; filename=\""
                                + attempt.get()
                                        .file(stream.map(word -> "." + word).orElse("")) + "\"")
                : result;
    }

    private static ApiResult.Streamed text(ReadableLog log, Optional<OutputSink.Stream> only, long from) {
        return new ApiResult.Streamed(TEXT, () -> new LogBody(log, LogBody.Form.TEXT, only, from), Map.of());
    }

    private ApiResult output(AdminRequest request, OutputSink.Stream stream) {
        Optional<Attempt> attempt = attempt(request);
        if (attempt.isEmpty()) {
            return unknown();
        }
        return attempt.get().run().outcome().isEmpty()
                ? ApiResult.error(404, "this attempt is still running")
                : text(log(attempt.get()), Optional.of(stream), 0);
    }

    private static ApiResult unknown() {
        return ApiResult.error(404, "no such delivery, action or attempt");
    }

    private Optional<Attempt> attempt(AdminRequest request) {
        OptionalInt position = request.position("position");
        OptionalInt number = request.position("attempt");
        if (position.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        return DeliveriesResource.find(history, request).flatMap(detail -> {
            List<DeliveryDetail.ActionDetail> actions = detail.actions();
            if (position.getAsInt() >= actions.size()) {
                return Optional.empty();
            }
            DeliveryDetail.ActionDetail action = actions.get(position.getAsInt());
            return action.runs().stream()
                    .filter(one -> one.attempt() == number.getAsInt())
                    .findFirst()
                    .map(run -> new Attempt(
                            detail.summary().entry(),
                            position.getAsInt(),
                            action.planned().name(),
                            run));
        });
    }

    /** Returns the log; of an attempt that runs, what there is so far. */
    private ReadableLog log(Attempt attempt) {
        int number = attempt.run().attempt();
        return recorded(attempt)
                .or(() -> outputs.log(attempt.entry(), attempt.position(), number)
                        .map(running -> new ContinuedLog(running, () -> recorded(attempt))))
                // It may have ended between the two.
                .or(() -> recorded(attempt))
                .or(() -> distantLogs.map(logs -> distant(logs, attempt)))
                .orElse(ReadableLog.EMPTY);
    }

    private Optional<ReadableLog> recorded(Attempt attempt) {
        return history.log(attempt.entry(), attempt.position(), attempt.run().attempt());
    }

    /** Returns what was carried here of an attempt that another server runs, and then the journal's if it ends meanwhile. */
    private ReadableLog distant(DistantLogs logs, Attempt attempt) {
        return from -> {
            List<LogPiece> carried =
                    logs.read(attempt.entry(), attempt.position(), attempt.run().attempt(), from);
            return carried.isEmpty()
                    ? recorded(attempt).orElse(ReadableLog.EMPTY).read(from)
                    : carried;
        };
    }
}
