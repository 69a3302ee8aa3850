package dev.jenvoy.delivery;

import java.util.regex.Pattern;

/**
 * What makes two requests the same delivery: the sender or endpoint, its webhook's id where sent, and the delivery's id.
 * A repository's and its organisation's webhook deliver one event under one id, so the webhook's id belongs to the key.
 *
 * @param source the sender's or the endpoint's name, {@code github}
 * @param webhook the webhook's id ({@code X-GitHub-Hook-ID}); empty where none was sent
 * @param id the delivery's id
 */
public record DeliveryKey(String source, String webhook, String id) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    public DeliveryKey {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a delivery id");
        }
    }

    /** Whether this text may be a delivery's id: safe in a file name and a log line. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
