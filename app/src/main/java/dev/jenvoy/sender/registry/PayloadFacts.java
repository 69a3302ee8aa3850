package dev.jenvoy.sender.registry;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.travis.TravisFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads payloads of any sender in files, for tools: as a delivery is read, without a proof. */
public final class PayloadFacts {

    private static final String TRAVIS = "travis";

    private PayloadFacts() {}

    /** The result of reading a payload. */
    public sealed interface Read {

        /**
         * The payload is valid.
         *
         * @param facts its facts: at least one, several where it is about several branches
         */
        record Known(List<Facts> facts) implements Read {}

        /** A delivery with this payload would be rejected with this error. */
        record Refused(String error) implements Read {}
    }

    /**
     * Reads one JSON object to the end of the stream. Of a sender that is not known, only the event is known.
     *
     * @param sender the name of the sender, such as {@code gitlab}
     * @param event the event; Travis CI's payloads say it themselves
     * @throws IOException when the stream cannot be read
     */
    public static Read read(String sender, Event event, InputStream payload) throws IOException {
        Optional<FactTable> table = SenderTypes.ALL.stream()
                .filter(type -> type.identity().name().equals(sender))
                .findFirst()
                .flatMap(type -> type.factTable());
        try {
            if (sender.equals(TRAVIS)) {
                return new Read.Known(List.of(TravisFacts.read(JsonScan.read(payload, TravisFacts.paths()))));
            }
            return new Read.Known(
                    table.isEmpty()
                            ? List.of(Facts.of(event))
                            : table.get()
                                    .read(
                                            event,
                                            JsonScan.read(payload, table.get().paths())));
        } catch (JsonScan.NotJson | InvalidPayload | JsonFacts.WrongType e) {
            return new Read.Refused(String.valueOf(e.getMessage()));
        }
    }
}
