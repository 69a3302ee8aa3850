package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sender that does not come with the server. Nothing is known of its resending: what comes again is run again. */
final class Described implements Protocol {

    private final SenderForm form;
    private final JsonPaths paths;

    Described(SenderForm form) {
        this.form = form;
        this.paths = JsonPaths.of(DescribedFacts.paths(form.paths()));
    }

    @Override
    public String name() {
        return form.name();
    }

    @Override
    public boolean recognises(Headers headers) {
        return headers.has(form.sign());
    }

    @Override
    public Proof proof(Headers headers, List<String> secrets) {
        return form.proof().proof(headers, secrets);
    }

    @Override
    public Optional<Refusal> unfit(Headers headers) {
        return form.eventHeader() == null ? Optional.empty() : EventHeader.unfit(headers, form.eventHeader());
    }

    /** What it puts into a ping is not known, and of no use. */
    @Override
    public boolean isTrial(Headers headers) {
        return EventHeader.is("ping", () -> event(headers));
    }

    /** Where it sends none, there is none to find fault with. */
    @Override
    public String idHeader(Headers headers) {
        return form.deliveryHeader() == null ? form.sign() : form.deliveryHeader();
    }

    @Override
    public List<String> ids(Headers headers) {
        return form.deliveryHeader() == null ? List.of() : headers.all(form.deliveryHeader());
    }

    @Override
    public String webhook(Headers headers) {
        return "";
    }

    @Override
    public boolean resends() {
        return false;
    }

    @Override
    public List<String> telling() {
        return Stream.of(form.eventHeader(), form.deliveryHeader())
                .filter(Objects::nonNull)
                .filter(header -> !header.equalsIgnoreCase(form.proof().header()))
                .toList();
    }

    @Override
    public JsonPaths paths() {
        return paths;
    }

    @Override
    public List<Facts> read(Headers headers, JsonFacts json) throws Unfit, JsonFacts.WrongType {
        return List.of(DescribedFacts.read(event(headers), form.paths(), json));
    }

    private Event event(Headers headers) throws Unfit {
        @Nullable String told = form.eventHeader();
        return told == null ? Objects.requireNonNull(form.event()) : EventHeader.readWords(headers, told);
    }
}
