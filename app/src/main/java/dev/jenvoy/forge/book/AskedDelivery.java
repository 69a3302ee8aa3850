package dev.jenvoy.forge.book;

import java.time.Instant;

/**
 * A delivery that a forge was asked to send again.
 *
 * @param webhook where it belongs to: the forge, the repository or organisation, and the id of the webhook
 * @param id the id that makes it the same delivery
 * @param event the name of its event; may be empty
 * @param repository the full name of the repository; may be empty
 * @param sent when it was sent first
 * @param asked when it was asked for
 * @param refused why it is not sent again; empty if it is
 */
public record AskedDelivery(
        String webhook, String id, String event, String repository, Instant sent, Instant asked, String refused) {}
