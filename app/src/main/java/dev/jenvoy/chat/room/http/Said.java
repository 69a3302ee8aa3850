package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.http.SecretMask;
import dev.jenvoy.http.WebAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes what a service said fit to be shown: one harmless line, cut, without the secrets of the login. */
public final class Said {

    private static final int MAX_CHARS = 200;

    private final SecretMask mask;

    /** @param secrets texts that are replaced wherever they occur */
    public Said(Collection<String> secrets) {
        this(new SecretMask(secrets));
    }

    private Said(SecretMask mask) {
        this.mask = mask;
    }

    /** Knows the secrets of a login, also together with its user as clients send them. */
    public static Said ofLogin(String user, Collection<String> secrets) {
        return new Said(SecretMask.ofLogin(user, secrets));
    }

    /** Returns one that knows this secret too, such as the key of a room. */
    public Said and(String secret) {
        return new Said(mask.and(List.of(secret)));
    }

    /** Knows the secrets of a login: tokens, and an address that is a secret itself. */
    public static Said without(WebAddress address, Collection<String> tokens) {
        List<String> secrets = new ArrayList<>(address.secrets());
        secrets.addAll(tokens);
        return new Said(secrets);
    }

    /** Returns the text as it may be shown. */
    public String line(String text) {
        // Masked once more at the end: what hid a secret may have been removed.
        return HarmlessText.line(mask.masked(HarmlessText.line(mask.masked(text))), MAX_CHARS);
    }

    /** Returns the result with words that may be shown. */
    public SendResult result(SendResult result) {
        return result.saying(line(result.said()));
    }

    @Override
    public String toString() {
        return "Said[" + mask + "]";
    }
}
