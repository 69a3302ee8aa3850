package dev.jenvoy.contract.forge.standin;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The deliveries that webhooks of the stand-in of GitHub sent: a list newest first with cursors, and the way to repeat one. */
public final class GitHubDeliveries {

    public static final long HOOK = 292430182;
    public static final long ORG_HOOK = 515;

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    /** One attempt to deliver. */
    public record Sent(long id, String guid, Instant at, int status, String event, boolean again) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<Sent> asked = new ArrayList<>();
    private Consumer<Sent> resend = delivery -> {};
    private int pageSize = 100;
    private long ids = 1;

    /** Notes an attempt to deliver. */
    public synchronized GitHubDeliveries sent(String guid, Instant at, int status, String event) {
        sent.add(new Sent(ids++, guid, at, status, event, false));
        return this;
    }

    /** Sends a delivery again with this when it is asked for. */
    public synchronized void resend(Consumer<Sent> sender) {
        resend = sender;
    }

    /** Shows so many in a page at most. */
    public synchronized void pageSize(int most) {
        pageSize = most;
    }

    /** Returns the deliveries that were asked for again, in order. */
    public synchronized List<String> asked() {
        return asked.stream().map(Sent::guid).toList();
    }

    synchronized Answer answer(Request request, String base) {
        String rest = request.path().substring(base.length());
        if (rest.equals("/deliveries") && request.method().equals("GET")) {
            return list(request, base);
        }
        if (rest.matches("/deliveries/[0-9]+/attempts") && request.method().equals("POST")) {
            long id = Long.parseLong(rest.split("/", -1)[2]);
            for (Sent delivery : List.copyOf(sent)) {
                if (delivery.id() == id) {
                    asked.add(delivery);
                    sent.add(new Sent(ids++, delivery.guid(), Instant.now(), 200, delivery.event(), true));
                    resend.accept(delivery);
                    return Answer.of(202, "{}");
                }
            }
        }
        return GitHubStandIn.error(404, "Not Found");
    }

    private Answer list(Request request, String base) {
        List<Sent> newest = new ArrayList<>(sent);
        java.util.Collections.reverse(newest);
        int size = Math.min(pageSize, Integer.parseInt(request.query().getOrDefault("per_page", "30")));
        String cursor = request.query().getOrDefault("cursor", "v1_0");
        if (!cursor.matches("v1_[0-9]+")) {
            return GitHubStandIn.error(422, "Invalid cursor");
        }
        int from = Math.min(newest.size(), Integer.parseInt(cursor.substring(3)));
        int to = Math.min(newest.size(), from + size);
        List<Map<String, Object>> page = new ArrayList<>();
        for (Sent delivery : newest.subList(from, to)) {
            page.add(json(delivery));
        }
        Answer answer = Answer.of(200, GSON.toJson(page));
        return to < newest.size()
                ? answer.with(
                        "Link",
                        "<https://api.github.example" + base + "/deliveries?per_page=" + size + "&cursor=v1_" + to
                                + ">; rel=\"next\"")
                : answer;
    }

    private static Map<String, Object> json(Sent delivery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", delivery.id());
        json.put("guid", delivery.guid());
        json.put("delivered_at", delivery.at().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("redelivery", delivery.again());
        json.put("duration", 0.27);
        json.put("status", delivery.status() / 100 == 2 ? "OK" : "failed to connect to host");
        json.put("status_code", delivery.status());
        json.put("event", delivery.event());
        json.put("action", null);
        json.put("installation_id", null);
        json.put("repository_id", 1);
        return json;
    }
}
