package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Identifies the delivery of a command: by the number of its entry, or by the id that its sender gave it.
 *
 * @param text a number, an id, or the beginning of an id
 */
record DeliveryReference(String text) {

    /** The description of the parameter. */
    static final String DESCRIPTION = "The delivery's number in the list, or its id or the first "
            + DeliveryReference.SHORTEST + " characters of it; if several have this id, the newest.";

    /** The minimum length of an id. A shorter text is more likely a mistyped number. */
    private static final int SHORTEST = 4;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** The form of delivery ids that the server accepts. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    /** Converts an argument. */
    static final class Converter implements ITypeConverter<DeliveryReference> {
        @Override
        public DeliveryReference convert(String text) {
            if (!ID.matcher(text).matches()) {
                throw new TypeConversionException("expected a delivery's number or id");
            }
            return new DeliveryReference(text);
        }
    }

    /**
     * Returns the number of its entry. Searches for an id in the whole history, newest first.
     *
     * @throws AdminFailure when there is no such delivery, or several ids begin like this
     */
    long entry(AdminClient server) throws AdminFailure {
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (text.length() < SHORTEST || server.has("/api/deliveries/" + number)) {
                return number;
            }
        } else if (text.length() < SHORTEST) {
            throw new AdminFailure(
                    "give at least " + SHORTEST + " characters of a delivery's id, or its number in the list");
        }
        return search(server);
    }

    private long search(AdminClient server) throws AdminFailure {
        Map<String, Long> byBeginning = new LinkedHashMap<>();
        String next = "";
        do {
            Map<String, List<String>> parameters = new LinkedHashMap<>();
            parameters.put("text", List.of(text));
            parameters.put("limit", List.of("500"));
            if (!next.isEmpty()) {
                parameters.put("cursor", List.of(next));
            }
            JsonObject page = server.get(AdminClient.query("/api/deliveries", parameters));
            for (JsonObject delivery : JsonView.objects(page, "deliveries")) {
                String id = JsonView.text(delivery, "id");
                if (id.equals(text)) {
                    return JsonView.number(delivery, "entry");
                }
                if (id.startsWith(text)) {
                    byBeginning.putIfAbsent(id, JsonView.number(delivery, "entry"));
                }
            }
            next = JsonView.text(page, "next");
        } while (!next.isEmpty());
        if (byBeginning.size() == 1) {
            return byBeginning.values().iterator().next();
        }
        throw new AdminFailure(
                byBeginning.isEmpty()
                        ? "there is no delivery " + text
                        : byBeginning.size() + " deliveries have ids that begin with " + text
                                + ": give more characters");
    }

    @Override
    public String toString() {
        return text;
    }
}
