package dev.jenvoy.web.admin.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.HeaderFields;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request of the admin API.
 *
 * @param path the decoded path, as the client wrote it
 * @param variables the values of the route's variables
 * @param query the decoded parameters of the query
 * @param body empty without a body; at most as large as the {@link Route} allows
 * @param origin the client's address
 * @param secure whether the client used https, according to a trusted proxy
 * @param pass how the request was authenticated
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by value, below
public record AdminRequest(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, List<String>> query,
        HeaderFields headers,
        byte[] body,
        ClientAddress origin,
        boolean secure,
        LoginTicket pass) {

    /** Larger bodies are rejected with 413, unless a route says otherwise. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    public AdminRequest with(Map<String, String> found) {
        return new AdminRequest(method, path, found, query, headers, body, origin, secure, pass);
    }

    public AdminRequest with(byte[] read) {
        return new AdminRequest(method, path, variables, query, headers, read, origin, secure, pass);
    }

    public AdminRequest with(LoginTicket shown) {
        return new AdminRequest(method, path, variables, query, headers, body, origin, secure, shown);
    }

    /** Returns a variable of the path. A variable that the template does not have is a bug of the handler. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return value;
    }

    /** Returns a variable as a number from 0; empty if it is not one. */
    public OptionalLong number(String name) {
        return number(variable(name), Long.MAX_VALUE);
    }

    /** Returns a variable as a small number from 0; empty if it is not one. */
    public OptionalInt position(String name) {
        OptionalLong number = number(variable(name), Integer.MAX_VALUE);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    public static OptionalLong number(String text, long most) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number <= most ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Returns the value of a parameter, of which more than one was refused before; empty also for an empty text, as forms send it. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Returns whether a parameter occurs more than once. */
    public boolean repeats(String name) {
        return query.getOrDefault(name, List.of()).size() > 1;
    }

    /** Returns all values of a parameter, which may be repeated or hold several values separated by commas. */
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the body as a JSON object; empty if it is not one, or if a name occurs twice. */
    public Optional<JsonObject> json() {
        try {
            if (namesTwice(reader())) {
                return Optional.empty();
            }
            JsonReader reader = reader();
            JsonElement element = JsonParser.parseReader(reader);
            boolean whole = reader.peek() == JsonToken.END_DOCUMENT;
            return whole && element.isJsonObject() ? Optional.of(element.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException | IllegalStateException | IOException e) {
            return Optional.empty();
        }
    }

    private JsonReader reader() throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    /** Returns whether an object has two values of one name. Gson would keep the last, another reader the first. */
    private static boolean namesTwice(JsonReader reader) throws IOException {
        Deque<Set<String>> names = new ArrayDeque<>();
        while (true) {
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    names.push(new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    names.pop();
                }
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case NAME -> {
                    if (!names.element().add(reader.nextName())) {
                        return true;
                    }
                }
                case END_DOCUMENT -> {
                    return false;
                }
                default -> reader.skipValue();
            }
        }
    }

    /** Returns who asks for something, for the journal. */
    public OperatorRequest asked(OperatorRequest.Kind kind, Instant now) {
        OperatorRequest.Way way =
                switch (pass.way()) {
                    case NONE, LOCAL -> OperatorRequest.Way.NO_TOKEN;
                    case TOKEN -> OperatorRequest.Way.TOKEN;
                    case SESSION -> OperatorRequest.Way.SESSION;
                    case PROXY -> OperatorRequest.Way.PROXY;
                };
        return new OperatorRequest(kind, now, way, origin.toString(), pass.name(), Optional.empty());
    }

    /** Returns who asks for something, for the audit log. */
    public AuditActor actor() {
        AuditActor.Way way =
                switch (pass.way()) {
                    case NONE -> AuditActor.Way.REFUSED;
                    case LOCAL -> AuditActor.Way.NO_TOKEN;
                    case TOKEN -> AuditActor.Way.TOKEN;
                    case SESSION -> AuditActor.Way.SESSION;
                    case PROXY -> AuditActor.Way.PROXY;
                };
        return new AuditActor(pass.name(), way, Optional.of(origin.toString()));
    }

    /** Compares by content. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AdminRequest that
                && method.equals(that.method)
                && path.equals(that.path)
                && variables.equals(that.variables)
                && query.equals(that.query)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** Leaves out everything that may contain a token. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
