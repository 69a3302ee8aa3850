package dev.jenvoy.forge.missed;

import dev.jenvoy.forge.book.AskedDelivery;
import dev.jenvoy.forge.service.SentDelivery;
import dev.jenvoy.forge.service.SentLog;
import java.time.Instant;

/**
 * A delivery that its forge sent in vain, and that did not arrive by another attempt.
 *
 * @param forge the name of the entry
 * @param repository the full name of the repository; of one of them for a webhook of an organisation or an App
 */
public record MissedDelivery(String forge, String repository, SentLog log, SentDelivery delivery) {

    /** Returns what names the webhook in the book. */
    public String webhook() {
        return forge + ": " + log.name();
    }

    AskedDelivery asked(Instant now) {
        return new AskedDelivery(webhook(), delivery.id(), delivery.event(), repository, delivery.sent(), now, "");
    }
}
