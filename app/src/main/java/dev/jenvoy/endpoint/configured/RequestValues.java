package dev.jenvoy.endpoint.configured;

import dev.jenvoy.endpoint.content.FormValue;
import dev.jenvoy.endpoint.content.XmlValue;
import dev.jenvoy.expression.LazyJson;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.RequestHead;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables of expressions over one request. Holds no secret of the request's head. For one thread at a time.
 */
final class RequestValues implements Function<String, Object> {

    /** The largest body that expressions may read. */
    static final int MAX_READ_BYTES = 8 << 20;

    private static final Set<String> NEVER = Set.of("authorization", "proxy-authorization", "cookie");

    /** JSON's null, as expressions know it. */
    private static final Object NOTHING = LazyJson.of("null".getBytes(StandardCharsets.US_ASCII));

    private final DescribedEndpoint endpoint;
    private final RequestHead head;
    private final Map<String, List<String>> query;
    private final BodyType type;
    private final byte[] body;
    private @Nullable Object content;

    /** @param body the whole body; empty if no expression reads it */
    RequestValues(
            DescribedEndpoint endpoint, RequestHead head, Map<String, List<String>> query, BodyType type, byte[] body) {
        this.endpoint = endpoint;
        this.head = head;
        this.query = query;
        this.type = type;
        this.body = body;
    }

    /**
     * Reads what the body holds, if it is XML or a multipart form: once, before any expression.
     *
     * @throws InvalidPayload when it is not what its type says, or exceeds a limit
     */
    void readContent() throws InvalidPayload {
        @Nullable String declared = head.headers().only("Content-Type");
        if (body.length > 0 && type == BodyType.XML) {
            content = XmlValue.read(body, declared);
        } else if (body.length > 0 && type == BodyType.MULTIPART) {
            content = FormValue.read(body, declared, Set.copyOf(endpoint.jsonFields()));
        }
    }

    @Override
    public Object apply(String name) {
        return switch (name) {
            case RequestExpression.PAYLOAD -> payload();
            case RequestExpression.BODY -> text();
            case RequestExpression.HEADERS -> headers();
            case RequestExpression.QUERY -> query();
            case RequestExpression.METHOD -> head.method();
            case RequestExpression.ADDRESS -> address();
            default -> throw new IllegalArgumentException("no variable " + name);
        };
    }

    /** Returns an empty text for a client that is not known. */
    private String address() {
        InetAddress known = head.origin().address();
        return known == null ? "" : known.getHostAddress();
    }

    private Object payload() {
        if (body.length == 0) {
            return NOTHING;
        }
        return switch (type) {
            case JSON -> LazyJson.of(body);
            case FORM -> form();
            default -> content == null ? NOTHING : content;
        };
    }

    private Object form() {
        Map<String, List<String>> fields =
                FormText.read(text()).orElseThrow(() -> new IllegalArgumentException("the form was read before"));
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((name, all) -> values.put(name, all.size() == 1 ? field(name, all.get(0)) : List.copyOf(all)));
        return values;
    }

    private Object field(String name, String value) {
        return endpoint.jsonFields().contains(name) ? LazyJson.of(value.getBytes(StandardCharsets.UTF_8)) : value;
    }

    /** Returns the body as text; an empty text if it is not UTF-8. */
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private Map<String, String> headers() {
        Set<String> secret = endpoint.proofs().secretHeaders();
        HeaderFields fields = head.headers();
        Map<String, String> values = new TreeMap<>();
        for (String name : fields.names()) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!NEVER.contains(key) && !secret.contains(key)) {
                values.put(key, String.join(", ", fields.all(name)));
            }
        }
        return values;
    }

    private Map<String, String> query() {
        Set<String> secret = endpoint.proofs().secretQuery();
        Map<String, String> values = new LinkedHashMap<>();
        query.forEach((name, all) -> {
            if (!secret.contains(name)) {
                values.put(name, all.get(0));
            }
        });
        return values;
    }
}
