package dev.jenvoy.web.admin.audit;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.audit.AuditFilter;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditPage;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code /api/audit}: shows who changed what. */
public final class AuditResource {

    private static final int LIMIT = 50;

    private final AuditLog log;

    public AuditResource(AuditLog log) {
        this.log = log;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/audit", this::list).listing("act", "result"));
    }

    /** Reports an invalid parameter. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    private ApiResult list(AdminRequest request) {
        AuditPage page;
        try {
            page = log.page(
                    filter(request),
                    number(request, "cursor", Long.MAX_VALUE, "the \"next\" of the page before"),
                    limit(request));
        } catch (Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        }
        return ApiResult.json(
                200,
                ApiJson.object()
                        .add("records", ApiJson.array(page.records(), AuditResource::json))
                        .add(
                                "next",
                                page.next().isPresent()
                                        ? new JsonPrimitive(
                                                String.valueOf(page.next().getAsLong()))
                                        : JsonNull.INSTANCE)
                        .done());
    }

    private static AuditFilter filter(AdminRequest request) throws Wrong {
        Set<AuditRecord.Result> results = EnumSet.noneOf(AuditRecord.Result.class);
        for (String word : request.parameters("result")) {
            try {
                results.add(AuditRecord.Result.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new Wrong("result: expected done, failed or refused");
            }
        }
        Optional<String> text = request.parameter("text");
        if (text.isPresent() && !AuditFilter.isSearchable(text.get())) {
            throw new Wrong("text: expected at most " + AuditFilter.LONGEST_TEXT + " characters, without NUL");
        }
        return new AuditFilter(
                Set.copyOf(request.parameters("act")),
                results,
                request.parameter("who"),
                number(request, "entry", Long.MAX_VALUE, "a delivery's number"),
                text,
                time(request, "from"),
                time(request, "to"));
    }

    private static OptionalLong number(AdminRequest request, String name, long most, String expected) throws Wrong {
        Optional<String> text = request.parameter(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = AdminRequest.number(text.get(), most);
        if (number.isEmpty()) {
            throw new Wrong(name + ": expected " + expected);
        }
        return number;
    }

    private static int limit(AdminRequest request) throws Wrong {
        String expected = "1 to " + AuditLog.LONGEST_PAGE;
        long limit = number(request, "limit", AuditLog.LONGEST_PAGE, expected).orElse(LIMIT);
        if (limit < 1) {
            throw new Wrong("limit: expected " + expected);
        }
        return (int) limit;
    }

    private static Optional<Instant> time(AdminRequest request, String name) throws Wrong {
        Optional<String> text = request.parameter(name);
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            throw new Wrong(name + ": expected a time like 2026-03-01T12:00:00Z");
        }
    }

    private static JsonObject json(AuditPage.Kept kept) {
        AuditRecord record = kept.record();
        ApiJson json = ApiJson.object()
                .add("number", kept.number())
                .add("at", record.at())
                .add("act", record.act())
                .add("result", record.result())
                .add("who", record.actor().name().orElse(null))
                .add("way", record.actor().way())
                .add("address", record.actor().address().orElse(null));
        record.entry().ifPresent(entry -> json.add("entry", entry));
        return json.add("about", record.about().isEmpty() ? null : record.about())
                .add("detail", record.detail().isEmpty() ? null : record.detail())
                .done();
    }
}
