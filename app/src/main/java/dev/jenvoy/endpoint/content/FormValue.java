package dev.jenvoy.endpoint.content;

import dev.jenvoy.expression.LazyJson;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a multipart form as an object of its fields. A field is its text, a file an object with its {@code filename}, {@code
 * content_type} and {@code size}. JSON is read in named fields and, as adnanh/webhook does, in files of the type {@code
 * application/json}. A name that comes several times is a list.
 */
public final class FormValue {

    private FormValue() {}

    /**
     * Reads a form.
     *
     * @param contentType the request's {@code Content-Type}
     * @param jsonFields the fields whose text is JSON
     * @throws InvalidPayload when it is malformed, exceeds a limit, or has a field that is not what it must be
     */
    public static Map<String, Object> read(byte[] body, @Nullable String contentType, Set<String> jsonFields)
            throws InvalidPayload {
        Map<String, List<Object>> all = new LinkedHashMap<>();
        for (FormPart part : MultipartForm.read(body, HeaderParameters.of(contentType))) {
            all.computeIfAbsent(part.name(), name -> new ArrayList<>())
                    .add(value(part, jsonFields.contains(part.name())));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        all.forEach((name, found) -> values.put(name, found.size() == 1 ? found.get(0) : List.copyOf(found)));
        return values;
    }

    private static Object value(FormPart part, boolean named) throws InvalidPayload {
        if (named || (part.isFile() && part.isJson())) {
            return json(part);
        }
        return part.isFile() ? part.described() : text(part);
    }

    private static Object json(FormPart part) throws InvalidPayload {
        try {
            return LazyJson.of(part.content());
        } catch (LazyJson.NoJson e) {
            throw new InvalidPayload(Check.FORM.reject("expected JSON in a field of the form"));
        }
    }

    private static String text(FormPart part) throws InvalidPayload {
        Charset charset = part.type().charset().orElse(StandardCharsets.UTF_8);
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(part.content())).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPayload(Check.FORM.reject("expected text in the fields of the form"));
        }
    }
}
