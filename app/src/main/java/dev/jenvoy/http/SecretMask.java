package dev.jenvoy.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Replaces secrets in a text by {@code ***}. Of secrets that contain each other, the longest is replaced first. */
public final class SecretMask {

    private static final String MASK = "***";

    private final List<String> secrets;

    /** @param secrets texts that are replaced wherever they occur; blank ones are ignored */
    public SecretMask(Collection<String> secrets) {
        List<String> longestFirst = new ArrayList<>(secrets);
        longestFirst.removeIf(String::isBlank);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = List.copyOf(longestFirst);
    }

    /** Returns the text without the secrets. */
    public String masked(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        return shown;
    }

    @Override
    public String toString() {
        return "SecretMask[" + secrets.size() + " hidden]";
    }
}
