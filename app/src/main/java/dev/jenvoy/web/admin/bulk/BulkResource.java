package dev.jenvoy.web.admin.bulk;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.dispatch.bulk.BulkStatus;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.web.admin.deliveries.AskedPart;
import dev.jenvoy.web.admin.deliveries.DeliveriesQuery;
import dev.jenvoy.web.admin.deliveries.DeliveryJson;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** {@code /api/redeliveries}: begins bulks, shows how far they are, cancels them. */
public final class BulkResource {

    private static final Set<String> KEYS = Set.of("entries", "hooks", "hook", "from", "dry_run");

    private static final String PATH = "/api/redeliveries";

    private final Bulks bulks;
    private final History history;
    private final InstantSource clock;

    public BulkResource(Bulks bulks, History history, InstantSource clock) {
        this.bulks = bulks;
        this.history = history;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", PATH, this::list),
                new Route("POST", PATH, this::begin).listing("state"),
                new Route("GET", PATH + "/{bulk}", this::show),
                new Route("POST", PATH + "/{bulk}/cancel", this::cancel));
    }

    private ApiResult list(AdminRequest request) {
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("bulks", ApiJson.array(bulks.all(), BulkResource::json))
                        .done());
    }

    private ApiResult begin(AdminRequest request) {
        Optional<JsonObject> sent = request.body().length == 0 ? Optional.of(new JsonObject()) : request.json();
        if (sent.isEmpty()) {
            return ApiResult.error(400, "expected a JSON object");
        }
        JsonObject body = sent.get();
        // A mistyped key must not make a trial a run of everything.
        Optional<String> unknown = body.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .sorted()
                .findFirst();
        if (unknown.isPresent()) {
            return ApiResult.error(400, "there is no key \"" + unknown.get() + "\"");
        }
        AskedPart part;
        Selection selected;
        boolean isDryRun;
        try {
            part = AskedPart.of(body);
            isDryRun = flag(body, "dry_run");
            selected = selected(request, body);
        } catch (AskedPart.Wrong | DeliveriesQuery.Wrong | Selection.TooMuch e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
        if (isDryRun) {
            Selection.Stale stale = selected.stale(history);
            return new ApiResult.Unchanged(ApiResult.json(
                    200,
                    counted(selected)
                            .add("stale", stale.deliveries())
                            .add("stale_complete", stale.isComplete())
                            .add(
                                    "deliveries",
                                    ApiJson.array(
                                            selected.deliveries().stream()
                                                    .limit(Selection.MOST_LOOKED_AT)
                                                    .toList(),
                                            DeliveryJson::of))
                            .done()));
        }
        if (selected.deliveries().isEmpty()) {
            return ApiResult.json(
                    409,
                    counted(selected)
                            .add("error", "none of these can be run again")
                            .done());
        }
        OperatorRequest by = request.asked(OperatorRequest.Kind.REDELIVER, clock.instant());
        Optional<BulkStatus> begun = bulks.begin(
                selected.chosen(), part.part(), part.words().map(by::about).orElse(by));
        if (begun.isEmpty()) {
            return ApiResult.error(503, "the server is stopping, or " + Bulks.MOST_GOING_ON + " bulks go on already")
                    .with("Retry-After", "60");
        }
        return ApiResult.json(
                202, counted(selected).add("bulk", begun.get().number()).done());
    }

    private Selection selected(AdminRequest request, JsonObject body) throws DeliveriesQuery.Wrong, Selection.TooMuch {
        HistoryFilter filter = DeliveriesQuery.filter(request);
        boolean isFiltered = !filter.equals(HistoryFilter.ALL);
        if (body.has("entries") == isFiltered) {
            throw new Selection.TooMuch(
                    isFiltered
                            ? "expected filters or entries, not both"
                            : "expected a filter, or the entries of deliveries: not all deliveries at once");
        }
        return isFiltered ? Selection.of(history, filter) : Selection.of(history, entries(body));
    }

    private static List<Long> entries(JsonObject body) throws Selection.TooMuch {
        String expected = "entries: expected 1 to " + Bulks.MOST_DELIVERIES + " numbers of deliveries";
        if (!body.get("entries").isJsonArray()) {
            throw new Selection.TooMuch(expected);
        }
        List<Long> entries = new ArrayList<>();
        for (JsonElement one : body.getAsJsonArray("entries")) {
            OptionalLong number = one instanceof JsonPrimitive primitive
                    ? AdminRequest.number(primitive.getAsString(), Long.MAX_VALUE)
                    : OptionalLong.empty();
            if (number.isEmpty()) {
                throw new Selection.TooMuch(expected);
            }
            entries.add(number.getAsLong());
        }
        if (entries.isEmpty() || entries.size() > Bulks.MOST_DELIVERIES) {
            throw new Selection.TooMuch(expected);
        }
        return entries;
    }

    private static boolean flag(JsonObject body, String name) throws Selection.TooMuch {
        JsonElement value = body.get(name);
        if (value == null) {
            return false;
        }
        if (value instanceof JsonPrimitive flag && flag.isBoolean()) {
            return flag.getAsBoolean();
        }
        throw new Selection.TooMuch(name + ": expected true or false");
    }

    private static ApiJson counted(Selection selected) {
        return ApiJson.object().add("total", selected.deliveries().size()).add("left_out", counts(selected.leftOut()));
    }

    private ApiResult show(AdminRequest request) {
        return request.number("bulk").stream()
                .mapToObj(bulks::find)
                .flatMap(Optional::stream)
                .findFirst()
                .<ApiResult>map(status -> ApiResult.json(200, json(status)))
                .orElseGet(BulkResource::unknown);
    }

    private ApiResult cancel(AdminRequest request) {
        OptionalLong number = request.number("bulk");
        if (number.isEmpty() || bulks.find(number.getAsLong()).isEmpty()) {
            return unknown();
        }
        OperatorRequest by = request.asked(OperatorRequest.Kind.CANCEL, clock.instant());
        return bulks.cancel(number.getAsLong(), by)
                ? ApiResult.json(202, json(bulks.find(number.getAsLong()).orElseThrow()))
                : ApiResult.error(409, "it has already ended");
    }

    private static ApiResult unknown() {
        return ApiResult.error(404, "no such bulk; those of an earlier run of the server are not kept");
    }

    private static JsonObject json(BulkStatus status) {
        OperatorRequest asked = status.asked();
        return ApiJson.object()
                .add("bulk", status.number())
                .add("state", status.state())
                .add("total", status.total())
                .add("begun", status.begun())
                .add("running", status.running())
                .add("succeeded", status.succeeded())
                .add("failed", status.failed())
                .add("left_out", counts(status.leftOut()))
                .add("part", asked.part().orElse(null))
                .add("name", asked.name().orElse(null))
                .add("address", asked.address())
                .add("way", asked.way())
                .add("at", asked.at())
                .add("ended", status.ended().orElse(null))
                .done();
    }

    private static JsonObject counts(Map<? extends Enum<?>, Integer> counts) {
        ApiJson json = ApiJson.object();
        Map<String, Integer> words = new TreeMap<>();
        counts.forEach((reason, count) -> words.put(ApiJson.word(reason), count));
        words.forEach(json::add);
        return json.done();
    }
}
