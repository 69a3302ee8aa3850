package dev.jenvoy.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same delivery: the sender or endpoint, its webhook's id where sent, and the delivery's id.
 * A repository's and its organisation's webhook deliver one event under one id, so the webhook's id belongs to the key.
 *
 * @param source the sender's or the endpoint's name, {@code github}
 * @param webhook the webhook's id ({@code X-GitHub-Hook-ID}); empty where the sender sent no such id
 * @param id the delivery's id
 */
public record DeliveryKey(String source, String webhook, String id) {

    /** The source of deliveries at {@code /repohook}; see {@link #ofRoutes}. */
    public static final String REPOHOOK = "repohook";

    /** The source of deliveries at {@code /travis}; see {@link #ofRoutes}. */
    public static final String TRAVISHOOK = "travishook";

    /** The source of deliveries that run a hook by time; see {@link #ofSchedule}. */
    public static final String SCHEDULE = "schedule";

    private static final char FAMILY_END = ' ';
    private static final Alphabet ID = Alphabet.of("._-");
    private static final int LONGEST_ID = 128;

    public DeliveryKey {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a delivery id");
        }
    }

    /**
     * Makes the key of a delivery at an address of chat routes. An id counts within its repository: each proves itself with a
     * token of its own, and chooses its ids. Both stand in the place of the webhook's id.
     *
     * @param family the family of the sender
     * @param repo the full name of the repository that was proven, in any case
     */
    public static DeliveryKey ofRoutes(String source, String family, String repo, String id) {
        return new DeliveryKey(source, family + FAMILY_END + repo.toLowerCase(Locale.ROOT), id);
    }

    /** Makes the key of the delivery that runs a hook at this time. The hook is in the place of the webhook's id. */
    public static DeliveryKey ofSchedule(String hook, Instant time) {
        return new DeliveryKey(SCHEDULE, hook, time.toString().replace(":", ""));
    }

    /** Returns the hook that it runs by time; empty for every other delivery. */
    public Optional<String> scheduledHook() {
        return source.equals(SCHEDULE) && !webhook.isEmpty() ? Optional.of(webhook) : Optional.empty();
    }

    /** Returns the family of the sender, if it {@link #isOfRoutes}. */
    public String routeFamily() {
        int end = webhook.indexOf(FAMILY_END);
        return end < 0 ? webhook : webhook.substring(0, end);
    }

    /**
     * Returns whether it came by an address of chat routes. Such a delivery makes messages and runs no program: who may set a
     * token in a chat room must not thereby run programs.
     */
    public boolean isOfRoutes() {
        return source.equals(REPOHOOK) || source.equals(TRAVISHOOK);
    }

    /** By hand, as {@link #equals}: what the compiler makes for records is linked at its first use, 2 ms each of the first delivery. */
    @Override
    public int hashCode() {
        return id.hashCode() + 31 * (webhook.hashCode() + 31 * source.hashCode());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeliveryKey key
                && id.equals(key.id)
                && webhook.equals(key.webhook)
                && source.equals(key.source);
    }

    /** Whether this text may be a delivery's id: safe in a file name and a log line. */
    public static boolean isId(String text) {
        return ID.spells(text, LONGEST_ID) && text.charAt(0) != '.';
    }
}
