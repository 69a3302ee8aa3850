package dev.jenvoy.sender.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names the ways in which a body holds its JSON. */
public enum MediaType {
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded");

    /** The field of a form that holds the JSON, at every sender that sends forms. */
    public static final String FORM_FIELD = "payload";

    private final String name;

    MediaType(String name) {
        this.name = name;
    }

    /** Reads the declared type; empty for any other type, no type, two types, and a compressed body. */
    public static Optional<MediaType> of(HeaderFields headers) {
        return declared(headers)
                .flatMap(type -> List.of(values()).stream()
                        .filter(known -> known.name.equals(type))
                        .findFirst());
    }

    /** Reads the declared type in lower case; empty for no type, two types, and a compressed body. */
    public static Optional<String> declared(HeaderFields headers) {
        for (String encoding : headers.all("Content-Encoding")) {
            if (!encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity")) {
                return Optional.empty();
            }
        }
        String declared = headers.only("Content-Type");
        return declared == null
                ? Optional.empty()
                : Optional.of(declared.split(";", 2)[0].trim().toLowerCase(Locale.ROOT));
    }
}
