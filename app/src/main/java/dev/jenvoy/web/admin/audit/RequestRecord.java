package dev.jenvoy.web.admin.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Records requests that change something, once they were answered, or refused for want of a role. */
public final class RequestRecord {

    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final AuditTrail trail;

    public RequestRecord(AuditTrail trail) {
        this.trail = trail;
    }

    /** Records a request whose client may not do this. */
    public void refused(AdminRequest request, Route route) {
        if (!isReading(route)) {
            trail.refused(
                    request,
                    act(route),
                    request.variables().containsKey("entry") ? request.number("entry") : OptionalLong.empty(),
                    RouteTable.row(route).map(row -> path(request, row)).orElse(""),
                    "it needs the role " + RouteTable.role(route).word());
        }
    }

    /**
     * Records an answered request, unless it changed nothing: because it only shows something, because its handler says so
     * with {@link ApiResult.Unchanged}, or because it was answered with a mistake of the client. Blocks until the record is
     * on disk.
     */
    public void answered(AdminRequest request, Route route, ApiResult result) {
        int status = status(result);
        if (isReading(route) || (status >= 400 && status < 500) || result instanceof ApiResult.Unchanged) {
            return;
        }
        Optional<ChangingRoute> row = RouteTable.row(route);
        Optional<JsonObject> answer = answer(result);
        List<String> details = new ArrayList<>();
        for (String name : row.map(ChangingRoute::answered).orElse(List.of())) {
            answer.map(json -> json.get(name)).map(RequestRecord::text).ifPresent(text -> {
                if (!text.isEmpty()) {
                    details.add((name.equals("entry") ? "new entry" : name) + " " + text);
                }
            });
        }
        if (status >= 500) {
            details.add("answered " + status);
        }
        trail.acted(
                request,
                act(route),
                status >= 500 ? AuditRecord.Result.FAILED : AuditRecord.Result.DONE,
                request.variables().containsKey("entry") ? request.number("entry") : OptionalLong.empty(),
                row.map(known -> about(request, known)).orElse(""),
                String.join(", ", details));
    }

    /** Records a request whose handler failed: it is not known what was done. Blocks until the record is on disk. */
    public void failed(AdminRequest request, Route route) {
        answered(request, route, ApiResult.error(500, ""));
    }

    private static boolean isReading(Route route) {
        return route.method().equals("GET")
                || RouteTable.row(route).filter(row -> row.act().isEmpty()).isPresent()
                || route.template().equals("/api/session");
    }

    private static String act(Route route) {
        return RouteTable.row(route).map(ChangingRoute::act).orElse(route.method() + " " + route.template());
    }

    /** Says what a request is about, by the values that its handler reads. */
    private static String about(AdminRequest request, ChangingRoute row) {
        Optional<JsonObject> body = request.json();
        List<String> words = new ArrayList<>();
        List<String> read = new ArrayList<>(row.asked());
        if (request.body().length == 0) {
            read.addAll(row.bare());
        }
        for (String name : read) {
            add(words, name, Optional.of(String.join(" ", request.query().getOrDefault(name, List.of()))));
        }
        for (String name : row.about()) {
            add(
                    words,
                    name,
                    Optional.ofNullable(request.variables().get(name))
                            .or(() -> body.map(json -> json.get(name)).map(RequestRecord::text)));
        }
        return String.join(", ", words);
    }

    /** Says what a request whose body was not read is about, by its path. */
    private static String path(AdminRequest request, ChangingRoute row) {
        List<String> words = new ArrayList<>();
        row.about()
                .forEach(name ->
                        add(words, name, Optional.ofNullable(request.variables().get(name))));
        return String.join(", ", words);
    }

    private static void add(List<String> words, String name, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> words.add(name + " " + text));
    }

    private static int status(ApiResult result) {
        if (result instanceof ApiResult.Whole whole) {
            return whole.status();
        }
        return result instanceof ApiResult.Late late ? late.whole().status() : 200;
    }

    private static Optional<JsonObject> answer(ApiResult result) {
        if (!(result instanceof ApiResult.Whole whole) || whole.body().length > MAX_ANSWER_BYTES) {
            return Optional.empty();
        }
        try {
            JsonElement element = JsonParser.parseString(new String(whole.body(), StandardCharsets.UTF_8));
            return element.isJsonObject() ? Optional.of(element.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** Returns a value, or the values of a list, as text; empty for anything else. */
    private static String text(JsonElement value) {
        if (value.isJsonArray()) {
            return value.getAsJsonArray().asList().stream()
                    .filter(JsonPrimitive.class::isInstance)
                    .map(JsonElement::getAsString)
                    .collect(Collectors.joining(" "));
        }
        return value instanceof JsonPrimitive one ? one.getAsString() : "";
    }
}
