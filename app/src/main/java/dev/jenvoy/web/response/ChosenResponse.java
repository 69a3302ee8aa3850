package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DeliveryProgress.Ended;
import dev.jenvoy.sender.OwnResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The response that the operator chose, for one delivery whose end is awaited. */
@CheckReturnValue
public record ChosenResponse(DeliveryProgress progress, OwnResponse chosen, WebOptions settings)
        implements DeferredResponse {

    private static final int STILL_RUNNING = 202;

    @Override
    public CompletionStage<Void> all() {
        return progress.all().thenAccept(ended -> {});
    }

    @Override
    public Response ended() {
        return done(progress.soFar(), chosen, settings);
    }

    /** Returns the fixed text, if there is one: what hooks print is not complete yet. */
    @Override
    public Response running() {
        return of(STILL_RUNNING, chosen.body() instanceof OwnResponse.Text text ? text.text() : "", chosen);
    }

    /** Returns the response for a delivery that has ended. */
    public static Response done(List<Ended> ended, OwnResponse chosen, WebOptions settings) {
        boolean failed = ended.stream().anyMatch(one -> one.outcome().failed());
        int status = failed ? chosen.failedStatus().orElse(failedStatus(chosen, settings)) : chosen.status();
        return of(status, body(ended, chosen.body()), chosen);
    }

    private static String body(List<Ended> ended, OwnResponse.Body chosen) {
        if (chosen instanceof OwnResponse.Output output) {
            return ended.stream()
                    .filter(one -> output.has(one.name()))
                    .map(one -> one.outcome().stdout())
                    .collect(Collectors.joining());
        }
        return ((OwnResponse.Text) chosen).text();
    }

    /** Returns the response for a delivery that nothing has to be awaited for. */
    public static Response settled(OwnResponse chosen) {
        return of(chosen.status(), chosen.body() instanceof OwnResponse.Text text ? text.text() : "", chosen);
    }

    /** The general status of failures is for Jenvoy's own responses; while it is the usual 200, the chosen one counts. */
    private static int failedStatus(OwnResponse chosen, WebOptions settings) {
        return settings.failedHookStatus() == 200 ? chosen.status() : settings.failedHookStatus();
    }

    private static Response of(int status, String body, OwnResponse chosen) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Response.CONTENT_TYPE, chosen.contentType());
        headers.putAll(chosen.headers());
        return new Response(status, body, headers);
    }
}
