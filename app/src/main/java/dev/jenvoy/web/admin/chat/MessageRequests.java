package dev.jenvoy.web.admin.chat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.journal.apart.ApartState;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests about messages, which the journal has as actions apart. */
final class MessageRequests {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final int LIMIT = 50;
    private static final int MAX_PAGE_MESSAGES = 500;
    private static final int PATIENCE_SECONDS = 10;

    private static final Map<String, ApartState> STATES = Map.of(
            "waiting", ApartState.WAITING,
            "sending", ApartState.RUNNING,
            "sent", ApartState.DONE,
            "nothing", ApartState.NOTHING,
            "failed", ApartState.FAILED,
            "vanished", ApartState.VANISHED,
            "dropped", ApartState.DROPPED);

    private final History history;
    private final Dispatcher dispatcher;
    private final InstantSource clock;

    MessageRequests(History history, Dispatcher dispatcher, InstantSource clock) {
        this.history = history;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    ApiResult list(AdminRequest request) {
        Set<ApartState> states = EnumSet.noneOf(ApartState.class);
        for (String word : request.parameters("state")) {
            @Nullable ApartState state = STATES.get(word);
            if (state == null) {
                return ApiResult.error(
                        400, "state: expected waiting, sending, sent, nothing, failed, vanished or dropped");
            }
            states.add(state);
        }
        if (states.isEmpty()) {
            // What was never said is a message only for those who ask for it.
            states.addAll(EnumSet.complementOf(EnumSet.of(ApartState.NOTHING)));
        }
        Optional<String> cursor = request.parameter("before");
        Optional<ApartPlace> before = cursor.flatMap(ApartPlace::of);
        if (cursor.isPresent() && before.isEmpty()) {
            return ApiResult.error(400, "before: expected the \"next\" of the page before");
        }
        OptionalLong limit =
                AdminRequest.number(request.parameter("limit").orElse(String.valueOf(LIMIT)), MAX_PAGE_MESSAGES);
        if (limit.isEmpty() || limit.getAsLong() < 1) {
            return ApiResult.error(400, "limit: expected 1 to " + MAX_PAGE_MESSAGES);
        }
        ApartPage page = history.apart(
                new ApartFilter(Chat.KIND, request.parameter("room").map(room -> Chat.QUEUE + room), states),
                before,
                (int) limit.getAsLong());
        Map<Long, DeliverySummary> deliveries = deliveries(page.actions());
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add(
                                "messages",
                                ApiJson.array(
                                        page.actions(),
                                        action -> json(
                                                action,
                                                deliveries.get(action.place().entry()))))
                        .add(
                                "next",
                                page.next()
                                        .<JsonElement>map(place -> new JsonPrimitive(place.toString()))
                                        .orElse(JsonNull.INSTANCE))
                        .done());
    }

    private Map<Long, DeliverySummary> deliveries(List<ApartAction> actions) {
        List<Long> entries = actions.stream()
                .map(action -> action.place().entry())
                .distinct()
                .toList();
        return history.summaries(entries).stream()
                .collect(Collectors.toMap(DeliverySummary::entry, Function.identity()));
    }

    ApiResult one(AdminRequest request) {
        return find(request)
                .<ApiResult>map(action -> ApiResult.json(
                        200,
                        json(
                                action,
                                deliveries(List.of(action)).get(action.place().entry()))))
                .orElseGet(MessageRequests::unknown);
    }

    private Optional<ApartAction> find(AdminRequest request) {
        return ApartPlace.of(request.variable("message"))
                .flatMap(history::apart)
                .filter(action -> action.planned().kind().equals(Chat.KIND));
    }

    private static ApiResult unknown() {
        return ApiResult.error(404, "no such message");
    }

    ApiResult retry(AdminRequest request) throws InterruptedException, ExecutionException {
        Optional<ApartAction> message = find(request);
        if (message.isEmpty()) {
            return unknown();
        }
        ApartPlace place = message.get().place();
        return done(
                dispatcher.retryNow(place.entry(), place.position(), clock.instant()),
                "message is sent again",
                message.get(),
                "only a message that waits or failed can be sent again");
    }

    ApiResult drop(AdminRequest request) throws InterruptedException, ExecutionException {
        Optional<ApartAction> message = find(request);
        if (message.isEmpty()) {
            return unknown();
        }
        ApartPlace place = message.get().place();
        return done(
                dispatcher.cancelAction(place.entry(), place.position()),
                "message is dropped",
                message.get(),
                "it has already ended");
    }

    private static ApiResult done(CompletionStage<Boolean> asked, String log, ApartAction message, String otherwise)
            throws InterruptedException, ExecutionException {
        try {
            if (!asked.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return ApiResult.error(409, otherwise);
            }
        } catch (TimeoutException e) {
            return ApiResult.error(503, "the journal is slow; the request will be carried out later");
        }
        LOG.info("{} message={} room={}", log, message.place(), room(message));
        return ApiResult.json(
                202, ApiJson.object().add("message", message.place().toString()).done());
    }

    /** Returns the waiting messages by the name of their room. */
    static Map<String, ApartQueue> queues(History history) {
        return history.apartQueues(Chat.KIND).stream()
                .filter(queue -> queue.queue().startsWith(Chat.QUEUE))
                .collect(Collectors.toMap(queue -> queue.queue().substring(Chat.QUEUE.length()), Function.identity()));
    }

    private static String room(ApartAction action) {
        String queue = action.planned().policy().queue().orElse("");
        return queue.startsWith(Chat.QUEUE)
                ? queue.substring(Chat.QUEUE.length())
                : action.planned().name();
    }

    private static JsonObject json(ApartAction action, @Nullable DeliverySummary delivery) {
        ApiJson json = ApiJson.object()
                .add("message", action.place().toString())
                .add("entry", action.place().entry())
                .add("position", action.place().position())
                .add("room", room(action))
                .add("state", word(action.state()))
                .add("attempts", action.attempts())
                .add("due", action.due().orElse(null))
                .add("tried", action.began().orElse(null));
        if (delivery != null) {
            json.add("received", delivery.received())
                    .add("source", delivery.key().source())
                    .add("event", delivery.facts().event().name())
                    .addText("owner", delivery.facts().owner())
                    .addText("repository", delivery.facts().repository());
        }
        action.outcome().ifPresent(outcome -> said(outcome, json));
        return json.done();
    }

    /** Adds what the message keeps of its last attempt: the text, what the service said, and why it failed. */
    private static void said(Outcome outcome, ApiJson json) {
        json.add("error", outcome.error());
        JsonObject kept = parsed(outcome.result().orElse("{}"));
        for (String name : List.of("text", "said", "remote", "kind")) {
            if (kept.get(name) instanceof JsonPrimitive text) {
                json.add(name, text.getAsString());
            }
        }
    }

    private static JsonObject parsed(String result) {
        try {
            return JsonParser.parseString(result) instanceof JsonObject object ? object : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static String word(ApartState state) {
        return STATES.entrySet().stream()
                .filter(entry -> entry.getValue() == state)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
