package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.List;

/**
 * Says who a sender is, before any request is looked at.
 *
 * @param name the sender's name in keys, logs and {@code JENVOY_SOURCE}
 * @param recognisedBy the headers of which any one makes a request this sender's; empty for a sender with addresses of
 *     its own
 * @param retriesAutomatically see {@link Sender#retriesAutomatically()}
 */
public record SenderIdentity(String name, List<String> recognisedBy, boolean retriesAutomatically) {

    public SenderIdentity {
        recognisedBy = List.copyOf(recognisedBy);
    }

    /** Describes a sender that sends a delivery once, unless a person resends it. */
    public static SenderIdentity sendsOnce(String name, String... recognisedBy) {
        return new SenderIdentity(name, List.of(recognisedBy), false);
    }

    /** Describes a sender that by itself sends again what was not answered well. */
    public static SenderIdentity retries(String name, String... recognisedBy) {
        return new SenderIdentity(name, List.of(recognisedBy), true);
    }

    /** Tells whether a request with these headers claims to come from this sender. */
    public boolean matches(HeaderFields headers) {
        for (String header : recognisedBy) {
            if (headers.has(header)) {
                return true;
            }
        }
        return false;
    }
}
