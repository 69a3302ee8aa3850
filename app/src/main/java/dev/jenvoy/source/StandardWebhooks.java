package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any sender that follows the Standard Webhooks specification. The event is the payload's {@code type}. Such a sender
 * sends again what was not answered well, with the same id and a new timestamp.
 */
final class StandardWebhooks implements Protocol {

    static final String NAME = "standard";

    private static final String TYPE = "type";
    private static final JsonPaths PATHS = JsonPaths.of(LooseFacts.with(TYPE));

    private final StandardSignature signature;

    StandardWebhooks(StandardSignature signature) {
        this.signature = signature;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Headers headers) {
        return StandardSignature.isIn(headers);
    }

    @Override
    public Proof proof(Headers headers, List<String> secrets) {
        return signature.proof(headers, secrets);
    }

    /** What the event is stands in the payload. */
    @Override
    public Optional<Refusal> unfit(Headers headers) {
        return Optional.empty();
    }

    @Override
    public String idHeader(Headers headers) {
        return StandardSignature.ID;
    }

    @Override
    public String webhook(Headers headers) {
        return "";
    }

    @Override
    public boolean resends() {
        return true;
    }

    @Override
    public List<String> telling() {
        return List.of(StandardSignature.ID, StandardSignature.TIMESTAMP);
    }

    @Override
    public JsonPaths paths() {
        return PATHS;
    }

    @Override
    public List<Facts> read(Headers headers, JsonFacts json) throws Unfit, JsonFacts.WrongType {
        return List.of(LooseFacts.read(event(json), json));
    }

    private static Event event(JsonFacts json) throws Unfit, JsonFacts.WrongType {
        @Nullable String type = json.text(TYPE);
        if (type == null) {
            throw new Unfit(Refusal.badRequest("event", TYPE + ": expected the event's name"));
        }
        return EventHeader.eventOfWords(TYPE, type);
    }
}
