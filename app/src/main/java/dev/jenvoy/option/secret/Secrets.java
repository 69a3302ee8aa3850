package dev.jenvoy.option.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Secrets in plain text, any of which may match. Its text form only counts them. */
public final class Secrets {
    /** Replaces a secret where the configuration is shown. */
    public static final String SET = "(set)";

    private static final Secrets NONE = new Secrets(List.of());

    private final List<String> texts;
    private final List<byte[]> keys;

    private Secrets(List<String> texts) {
        this.texts = List.copyOf(texts);
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a blank secret would open the door");
            }
            bytes.add(text.getBytes(StandardCharsets.UTF_8));
        }
        this.keys = List.copyOf(bytes);
    }

    /** No secret: nothing is enforced. */
    public static Secrets none() {
        return NONE;
    }

    /** Creates secrets from texts that are not blank. */
    public static Secrets of(List<String> texts) {
        return texts.isEmpty() ? NONE : new Secrets(texts);
    }

    /** Whether there is no secret. */
    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The secrets in plain text, in the file's order. */
    public List<String> texts() {
        return texts;
    }

    /** The secrets in UTF-8, in the file's order: keys for an HMAC. The arrays are shared and must not be changed. */
    public List<byte[]> keys() {
        return keys;
    }

    /** Returns what may be shown of them: whether there are any, and how many. */
    public String shown() {
        return texts.isEmpty() ? "" : texts.size() == 1 ? SET : "(" + texts.size() + " set)";
    }

    /** Whether the candidate is one of the secrets; takes the same time wherever they differ. */
    public boolean contains(String candidate) {
        byte[] bytes = candidate.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (byte[] key : keys) {
            found |= MessageDigest.isEqual(key, bytes);
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secrets secrets && texts.equals(secrets.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    @Override
    public String toString() {
        return "Secrets[" + texts.size() + " hidden]";
    }
}
