package dev.jenvoy.ticket.happening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.ticket.key.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads happenings out of the payloads of samples, as a delivery's are read. */
final class Happened {

    private Happened() {}

    /** Returns what the deliveries of this payload tell. */
    static List<TicketHappening> all(Family family, ChatPayload payload) {
        List<TicketHappening> all = new ArrayList<>();
        payload.facts().forEach(facts -> all.addAll(all(family.word(), facts, payload)));
        return all;
    }

    static List<TicketHappening> all(String sender, Facts facts, ChatPayload payload) {
        try {
            byte[] bytes = payload.json().toString().getBytes(StandardCharsets.UTF_8);
            return HappeningReader.read(sender, facts, Payload.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TicketHappening one(Family family, ChatPayload payload) {
        List<TicketHappening> all = all(family, payload);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    static List<HappeningKind> kinds(Family family, ChatPayload payload) {
        return all(family, payload).stream().map(TicketHappening::kind).toList();
    }

    /** Returns the texts as {@code place=text}. */
    static List<String> texts(TicketHappening happening) {
        return happening.sources().stream().map(Happened::text).toList();
    }

    private static String text(KeySource source) {
        return source.place() + "=" + source.text() + " " + source.rule();
    }
}
