package dev.jenvoy.endpoint.configured;

import dev.jenvoy.endpoint.proof.ProofReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.OwnResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and shows {@code response} of an endpoint. */
final class ResponseReader {

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int USUAL = 200;

    private static final ValueReader<Integer> STATUS = ValueReaders.number(USUAL, 599);
    private static final ValueReader<Boolean> AT_ONCE = ValueReaders.either("acceptance", "end");
    private static final ValueReader<String> CONTENT_TYPE = ValueReaders.text(
            Pattern.compile("[a-z]+/[A-Za-z0-9.+-]+(?:; ?charset=[A-Za-z0-9-]+)?"),
            "a content type like \"text/plain\"");
    private static final ValueReader<String> HEADER_VALUE = ValueReaders.text(
            Pattern.compile("[!-~](?:[ -~]{0,998}[!-~])?"), "a header's value of printable characters");

    /** The output of all hooks or of one; empty where the output is not the response. */
    private static final ValueReader<Optional<OwnResponse.Output>> OUTPUT = (node, place) -> {
        if (node instanceof JsonNode.Text name && !name.value().isBlank()) {
            return Optional.of(Optional.of(new OwnResponse.Output(Optional.of(name.value()))));
        }
        if (!(node instanceof JsonNode.Flag)) {
            return ValueReaders.wrong(node, place, "true, false or the name of a hook");
        }
        Optional<Boolean> all = ValueReaders.FLAG.read(node, place);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(all.get() ? Optional.of(new OwnResponse.Output(Optional.empty())) : Optional.empty());
    };

    /** Headers that the server itself writes, or that say how a message is framed. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "retry-after",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-jenvoy-delivery");

    private ResponseReader() {}

    /** What the key says. */
    record Read(Optional<OwnResponse> response, DescribedEndpoint.Mismatch mismatch) {

        static final Read USUAL = new Read(Optional.empty(), DescribedEndpoint.Mismatch.USUAL);
    }

    static Optional<Read> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"text\": \"ok\"}");
        }
        ObjectReader keys = new ObjectReader(place.key(), members.values(), place.report());
        int status = keys.take("status", USUAL, STATUS);
        Optional<Integer> failed = keys.take("failed_status", STATUS);
        String text = keys.take("text", "", ValueReaders.TEXT);
        Optional<OwnResponse.Output> outputOf = keys.take("output", Optional.empty(), OUTPUT);
        boolean output = outputOf.isPresent();
        String type = keys.take("content_type", PLAIN, CONTENT_TYPE);
        Optional<Map<String, String>> headers = keys.take("headers", ResponseReader::headers);
        boolean atOnce = keys.take("at", false, AT_ONCE);
        int mismatch = keys.take("mismatch_status", USUAL, STATUS);
        String mismatchText = keys.take("mismatch_text", "", ValueReaders.TEXT);
        keys.finish();
        if (keys.has("text") && output) {
            place.error(node, "expected either \"text\" or \"output\"");
            return Optional.empty();
        }
        if (atOnce && (output || failed.isPresent())) {
            place.error(
                    node,
                    "a response at acceptance does not know how the hooks end: no \"output\", no \"failed_status\"");
            return Optional.empty();
        }
        if ((status == NO_CONTENT || status == NOT_MODIFIED) && (output || !text.isEmpty())) {
            keys.error("status", status + " has no body");
            return Optional.empty();
        }
        if (keys.has("headers") && headers.isEmpty()) {
            return Optional.empty();
        }
        OwnResponse.Body body = outputOf.isPresent() ? outputOf.get() : new OwnResponse.Text(text);
        boolean own = keys.has("status")
                || keys.has("text")
                || output
                || atOnce
                || failed.isPresent()
                || keys.has("headers")
                || keys.has("content_type");
        Optional<OwnResponse> response = own
                ? Optional.of(new OwnResponse(
                        status,
                        failed.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                        body,
                        type,
                        headers.orElse(Map.of()),
                        atOnce))
                : Optional.empty();
        return Optional.of(new Read(response, new DescribedEndpoint.Mismatch(mismatch, mismatchText)));
    }

    private static Optional<Map<String, String>> headers(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"X-Robots-Tag\": \"noindex\"}");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        boolean sound = true;
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            if (!ProofReader.HEADER.matcher(member.name()).matches()) {
                place.report().error(at.key(), member.nameAt(), "expected " + ProofReader.HEADER_WORDS);
                sound = false;
            } else if (RESERVED.contains(member.name().toLowerCase(Locale.ROOT))) {
                place.report().error(at.key(), member.nameAt(), "the server writes this header itself");
                sound = false;
            }
            Optional<String> value = HEADER_VALUE.read(member.value(), at);
            sound &= value.isPresent();
            value.ifPresent(text -> headers.put(member.name(), text));
        }
        return sound ? Optional.of(headers) : Optional.empty();
    }

    static Map<String, Object> shown(Optional<OwnResponse> response, DescribedEndpoint.Mismatch mismatch) {
        Map<String, Object> keys = new LinkedHashMap<>();
        response.ifPresent(own -> {
            keys.put("status", own.status());
            own.failedStatus().ifPresent(status -> keys.put("failed_status", status));
            if (own.body() instanceof OwnResponse.Text text) {
                keys.put("text", text.text());
            } else if (own.body() instanceof OwnResponse.Output output) {
                keys.put("output", output.hook().isPresent() ? output.hook().get() : (Object) true);
            }
            keys.put("content_type", own.contentType());
            if (!own.headers().isEmpty()) {
                keys.put("headers", own.headers());
            }
            keys.put("at", own.atOnce() ? "acceptance" : "end");
        });
        if (!mismatch.equals(DescribedEndpoint.Mismatch.USUAL)) {
            keys.put("mismatch_status", mismatch.status());
            keys.put("mismatch_text", mismatch.text());
        }
        return keys;
    }
}
