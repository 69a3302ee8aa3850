package dev.jenvoy.sender.standard;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.GenericFacts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of the Standard Webhooks specification. The event is the payload's {@code type}. Such a sender sends
 * again what was not answered well, with the same id and a new timestamp.
 */
public final class StandardWebhooks implements Protocol {

    private static final String TYPE = "type";
    private static final FactReader<Event> EVENT =
            FactReader.text(TYPE).as(type -> EventHeader.eventOfWords(TYPE, type));
    private static final FactTable TABLE = GenericFacts.table(EVENT);

    /** Is asked for before the event is known. */
    private static final Event UNKNOWN = new Event("unknown");

    private final StandardSignature signature;

    public StandardWebhooks(StandardSignature signature) {
        this.signature = signature;
    }

    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        return signature.proof(headers, secrets);
    }

    /** Accepts any headers: the payload names the event. */
    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public String idHeader(HeaderFields headers) {
        return StandardSignature.ID;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(StandardSignature.ID, StandardSignature.TIMESTAMP);
    }

    @Override
    public JsonPaths paths() {
        return TABLE.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        @Nullable Event event = EVENT.read(UNKNOWN, json);
        if (event == null) {
            throw new InvalidPayload(Check.EVENT.reject(TYPE + ": expected the event's name"));
        }
        return TABLE.read(event, json);
    }
}
