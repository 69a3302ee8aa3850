package dev.jenvoy.chat.room.http;

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
        this.mask = new SecretMask(secrets);
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

    @Override
    public String toString() {
        return "Said[" + mask + "]";
    }
}
