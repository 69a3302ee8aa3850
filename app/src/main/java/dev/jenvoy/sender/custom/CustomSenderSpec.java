package dev.jenvoy.sender.custom;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a sender that does not come with the server, as the configuration does.
 *
 * @param name its name in keys, logs and {@code JENVOY_SOURCE}
 * @param eventHeader the header that names the event; {@code null} when every request is of one event
 * @param event that one event; {@code null} when a header names it
 * @param proof how a request is proven
 * @param deliveryHeader the header that holds a delivery's id, or {@code null}
 * @param forge the host of its repositories, to whose entry in the section of forges reports are written, or {@code null}
 * @param paths the path of a fact in the payload, by the fact's name; other facts are read at GitHub's places
 */
public record CustomSenderSpec(
        String name,
        @Nullable String eventHeader,
        @Nullable Event event,
        CredentialForm proof,
        @Nullable String deliveryHeader,
        @Nullable String forge,
        Map<String, String> paths) {

    public CustomSenderSpec {
        if ((eventHeader == null) == (event == null)) {
            throw new IllegalArgumentException("an event is told by a header, or is always the same");
        }
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    }

    /** Reads the description out of an entry; empty where the entry does not describe a sender, which is reported. */
    public static Optional<CustomSenderSpec> of(String name, OptionValues values) {
        Optional<String> eventHeader = values.find(CustomSenderEntry.EVENT_HEADER);
        Optional<String> event = values.find(CustomSenderEntry.EVENT);
        Optional<String> signature = values.find(CustomSenderEntry.SIGNATURE_HEADER);
        Optional<String> token = values.find(CustomSenderEntry.TOKEN_HEADER);
        if (signature.isPresent() == token.isPresent() || eventHeader.isPresent() == event.isPresent()) {
            return Optional.empty();
        }
        Optional<String> prefix = values.find(CustomSenderEntry.PREFIX);
        CredentialForm proof = signature
                .<CredentialForm>map(header -> new CredentialForm.Code(new HmacHeader(
                        header,
                        prefix.orElse(""),
                        values.find(CustomSenderEntry.ALGORITHM).orElse(Hmac.SHA256),
                        values.find(CustomSenderEntry.ENCODING).orElse(HmacHeader.Encoding.HEX))))
                .orElseGet(() -> CredentialForm.Token.of(token.orElseThrow(), prefix));
        return Optional.of(new CustomSenderSpec(
                name,
                eventHeader.orElse(null),
                event.map(Event::new).orElse(null),
                proof,
                values.find(CustomSenderEntry.DELIVERY_HEADER).orElse(null),
                values.find(CustomSenderEntry.FORGE)
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .orElse(null),
                values.find(CustomSenderEntry.PAYLOAD).orElse(Map.of())));
    }

    /** Returns the header that makes a request this sender's. */
    public String sign() {
        return eventHeader == null ? proof.header() : eventHeader;
    }
}
