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
     * Returns the number of its entry, which the server knows.
     *
     * @throws AdminFailure when there is no such delivery, or several ids begin like this
     */
    long entry(AdminClient server) throws AdminFailure {
        if (text.length() < SHORTEST) {
            if (NUMBER.matcher(text).matches()) {
                return Long.parseLong(text);
            }
            throw new AdminFailure(
                    "give at least " + SHORTEST + " characters of a delivery's id, or its number in the list");
        }
        AdminClient.Reply reply = server.send("GET", "/api/deliveries/" + text, null);
        if (reply.status() == 404) {
            throw new AdminFailure("there is no delivery " + text);
        }
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        return JsonView.number(reply.json(), "entry");
    }

    /**
     * Returns the number of the newest delivery.
     *
     * @param parameters select deliveries, as in the API
     * @throws AdminFailure when there is no such delivery
     */
    static long newest(AdminClient server, Map<String, List<String>> parameters) throws AdminFailure {
        Map<String, List<String>> all = new LinkedHashMap<>(parameters);
        all.put("limit", List.of("1"));
        List<JsonObject> found = JsonView.objects(server.get(AdminClient.query("/api/deliveries", all)), "deliveries");
        if (found.isEmpty()) {
            throw new AdminFailure("there is no delivery yet");
        }
        return JsonView.number(found.get(0), "entry");
    }

    @Override
    public String toString() {
        return text;
    }
}
