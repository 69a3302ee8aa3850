package dev.jenvoy.cli.imports;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value of a request, as the hooks file refers to it.
 *
 * @param value an expression that gives it
 * @param present conditions under which the request has it, all of them, in order
 * @param source the kind of value
 * @param name its name
 */
record RequestReference(String value, List<String> present, String source, String name) {

    /**
     * What can be selected with a full stop. Other names need brackets, of which the checker guesses a type by the function
     * around them, so the type is left open explicitly.
     */
    private static final Pattern FIELD =
            Pattern.compile("(?!(?:as|break|const|continue|else|false|for|function|if|import"
                    + "|in|let|loop|namespace|null|package|return|true|var|void|while)$)[A-Za-z_][A-Za-z0-9_]*");

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

    RequestReference {
        present = List.copyOf(present);
    }

    /** Reads a reference. */
    static RequestReference of(JsonObject parameter) throws NotCarried {
        String source = HooksFile.text(parameter, "source");
        String name = HooksFile.text(parameter, "name");
        return switch (source) {
            case "header" -> {
                String key = CelText.quoted(name.toLowerCase(Locale.ROOT));
                yield new RequestReference("headers[" + key + "]", List.of(key + " in headers"), source, name);
            }
            case "url", "query" -> {
                String key = CelText.quoted(name);
                yield new RequestReference("query[" + key + "]", List.of(key + " in query"), source, name);
            }
            case "payload" -> inPayload(name);
            case "request" -> ofRequest(name);
            case "string" -> new RequestReference(CelText.quoted(name), List.of(), source, name);
            case "entire-payload" -> new RequestReference("payload", List.of(), source, name);
            case "entire-headers" -> new RequestReference("headers", List.of(), source, name);
            case "entire-query" -> new RequestReference("query", List.of(), source, name);
            case "raw-request-body" -> new RequestReference("body", List.of(), source, name);
            default -> throw new NotCarried("there is no equivalent of the source \"" + source + "\"");
        };
    }

    private static RequestReference ofRequest(String name) throws NotCarried {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "method" -> new RequestReference("method", List.of(), "request", name);
            case "remote-addr" -> new RequestReference("address", List.of(), "request", name);
            default -> throw new NotCarried("there is no equivalent of the request value \"" + name + "\"");
        };
    }

    private static RequestReference inPayload(String name) throws NotCarried {
        if (name.isEmpty()) {
            throw new NotCarried("a value of the payload has no name");
        }
        String value = "payload";
        List<String> present = new ArrayList<>(List.of("payload != null"));
        for (String part : name.split("\\.", -1)) {
            boolean isIndex = INDEX.matcher(part).matches();
            if (present.size() > 1) {
                // What is something else in this request has no such value: in XML, one child is no list.
                present.add("type(" + value + ") == " + (isIndex ? "list" : "map"));
            }
            if (isIndex) {
                present.add("size(" + value + ") > " + Integer.parseInt(part));
                value = "dyn(" + value + "[" + Integer.parseInt(part) + "])";
            } else {
                present.add(CelText.quoted(part) + " in " + value);
                value = FIELD.matcher(part).matches()
                        ? value + "." + part
                        : "dyn(" + value + "[" + CelText.quoted(part) + "])";
            }
        }
        return new RequestReference(value, present, "payload", name);
    }

    /** Returns an expression that gives the value, or an empty text if the request does not have it. */
    String orEmpty() {
        return present.isEmpty() ? value : CelText.all(present) + " ? " + value + " : ''";
    }

    /** Returns a condition on the value, which is false if the request does not have it. */
    String where(String condition) {
        List<String> all = new ArrayList<>(present);
        all.add(condition);
        return CelText.all(all);
    }
}
