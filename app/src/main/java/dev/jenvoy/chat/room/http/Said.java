package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.http.WebAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Makes what a service said fit to be shown: one harmless line, cut, without the secrets of the login. */
public final class Said {

    private static final int MAX_CHARS = 200;
    private static final String MASK = "***";

    private final List<String> secrets;

    /** @param secrets texts that are replaced wherever they occur */
    public Said(Collection<String> secrets) {
        List<String> longestFirst = new ArrayList<>(secrets);
        longestFirst.removeIf(String::isBlank);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = List.copyOf(longestFirst);
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
        return HarmlessText.line(masked(HarmlessText.line(masked(text))), MAX_CHARS);
    }

    private String masked(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        return shown;
    }

    @Override
    public String toString() {
        return "Said[" + secrets.size() + " hidden]";
    }
}
