package dev.jenvoy.web.admin.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.dispatch.schedule.WaitReason;
import dev.jenvoy.web.admin.http.ApiJson;

/** Writes the reason of a wait as the API's {@code waiting_for}. */
final class WaitReasonJson {

    private WaitReasonJson() {}

    static JsonObject of(WaitReason reason) {
        ApiJson json = ApiJson.object().add("reason", reason.word()).add("text", reason.text());
        if (reason instanceof WaitReason.NoWorker noWorker) {
            json.add("busy", noWorker.busy()).add("limit", noWorker.limit());
        } else if (reason instanceof WaitReason.NoPlace noPlace) {
            json.add("busy", noPlace.busy()).add("limit", noPlace.places());
        } else if (reason instanceof WaitReason.Predecessor predecessor) {
            json.add("entry", predecessor.entry()).add("queue", predecessor.queue());
        } else if (reason instanceof WaitReason.Turnstile turnstile) {
            if (turnstile.entry().isPresent()) {
                json.add("entry", turnstile.entry().getAsLong());
            }
            json.add("queue", turnstile.queue());
        } else if (reason instanceof WaitReason.OtherServer other) {
            json.add("server", other.server());
        } else if (reason instanceof WaitReason.EarlierAction earlier) {
            json.add("position", earlier.position());
        } else if (reason instanceof WaitReason.RetryPause pause) {
            json.add("attempt", pause.attempt());
        } else if (reason instanceof WaitReason.CrashIsolation isolation) {
            json.add("deaths", isolation.deaths());
        } else if (reason instanceof WaitReason.Shortage shortage) {
            json.add("missing", shortage.missing());
        } else if (reason instanceof WaitReason.NextStart next) {
            json.add("cause", next.cause());
        }
        return json.add("until", reason.until().orElse(null)).done();
    }
}
