package dev.jenvoy.sender.custom;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol of a sender that the configuration describes. */
public final class CustomSender implements Protocol {

    private final CustomSenderSpec form;
    private final FactTable table;

    public CustomSender(CustomSenderSpec form) {
        this.form = form;
        this.table = new CustomFacts(form.paths()).table();
    }

    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        return form.proof().proof(headers, secrets);
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return form.eventHeader() == null ? Optional.empty() : EventHeader.validate(headers, form.eventHeader());
    }

    /** Takes a ping without reading its payload. */
    @Override
    public boolean isTrial(HeaderFields headers) {
        return EventHeader.is("ping", () -> event(headers));
    }

    /** Falls back to a header that is always there, for a sender without ids. */
    @Override
    public String idHeader(HeaderFields headers) {
        return form.deliveryHeader() == null ? form.sign() : form.deliveryHeader();
    }

    @Override
    public List<String> ids(HeaderFields headers) {
        return form.deliveryHeader() == null ? List.of() : headers.all(form.deliveryHeader());
    }

    @Override
    public List<String> storedHeaders() {
        return Stream.of(form.eventHeader(), form.deliveryHeader())
                .filter(Objects::nonNull)
                .filter(header -> !header.equalsIgnoreCase(form.proof().header()))
                .toList();
    }

    @Override
    public JsonPaths paths() {
        return table.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return table.read(event(headers), json);
    }

    private Event event(HeaderFields headers) throws InvalidPayload {
        @Nullable String told = form.eventHeader();
        return told == null ? Objects.requireNonNull(form.event()) : EventHeader.readWords(headers, told);
    }
}
