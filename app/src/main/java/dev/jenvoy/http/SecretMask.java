package dev.jenvoy.http;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces secrets in a text by {@code ***}, also in base64, percent-encoded, and as they are written in JSON. Of secrets that
 * contain each other, the longest is replaced first.
 */
public final class SecretMask {

    private static final String MASK = "***";

    private static final Gson HTML_SAFE = new Gson();

    /** The other forms of shorter texts would be found by chance. */
    private static final int MIN_ENCODED_CHARS = 6;

    private final List<String> secrets;

    /** @param secrets texts that are replaced wherever they occur; blank ones are ignored */
    public SecretMask(Collection<String> secrets) {
        this(secrets.stream().filter(secret -> !secret.isBlank()).flatMap(SecretMask::forms));
    }

    private SecretMask(Stream<String> forms) {
        this.secrets = forms.distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Returns a mask for the secrets of a log-in, with all that clients send for user and secret together: SASL PLAIN, Basic. */
    public static SecretMask ofLogin(String user, Collection<String> secrets) {
        Stream<String> together = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .flatMap(secret ->
                        Stream.of("\0" + user + "\0" + secret, user + "\0" + user + "\0" + secret, user + ":" + secret))
                .flatMap(SecretMask::encoded);
        return new SecretMask(Stream.concat(new SecretMask(secrets).secrets.stream(), together));
    }

    /** Returns a mask for these secrets too. */
    public SecretMask and(Collection<String> more) {
        return new SecretMask(Stream.concat(secrets.stream(), new SecretMask(more).secrets.stream()));
    }

    private static Stream<String> forms(String secret) {
        return secret.length() < MIN_ENCODED_CHARS
                ? Stream.of(secret)
                : Stream.concat(Stream.of(secret), encoded(secret));
    }

    private static Stream<String> encoded(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String json = inner(new JsonPrimitive(secret).toString());
        String percent = WebAddress.encode(secret);
        String sparing = percent.replace("%7E", "~");
        return Stream.of(
                percent,
                lowerHex(percent),
                sparing,
                lowerHex(sparing),
                percent.replace("%20", "+"),
                json,
                json.replace("/", "\\/"),
                inner(HTML_SAFE.toJson(secret)),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String inner(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String lowerHex(String percent) {
        StringBuilder lower = new StringBuilder(percent);
        int at = percent.indexOf('%');
        while (at >= 0) {
            lower.replace(at, at + 3, percent.substring(at, at + 3).toLowerCase(Locale.ROOT));
            at = percent.indexOf('%', at + 3);
        }
        return lower.toString();
    }

    /** Returns the text without the secrets. */
    public String masked(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, MASK);
        }
        return shown;
    }

    /** Returns the end of a longer text without the secrets, and without what may be the end of one at its begin. */
    public String maskedEnd(String end) {
        String shown = masked(end);
        int part = secrets.isEmpty() ? 0 : secrets.get(0).length() - 1;
        return shown.substring(Math.min(part, shown.length()));
    }

    /** Returns the value without the secrets in any of its names and texts. */
    public JsonElement masked(JsonElement value) {
        if (value instanceof JsonObject object) {
            JsonObject shown = new JsonObject();
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                shown.add(masked(member.getKey()), masked(member.getValue()));
            }
            return shown;
        }
        if (value instanceof JsonArray array) {
            JsonArray shown = new JsonArray(array.size());
            array.forEach(element -> shown.add(masked(element)));
            return shown;
        }
        return value instanceof JsonPrimitive text && text.isString()
                ? new JsonPrimitive(masked(text.getAsString()))
                : value;
    }

    @Override
    public String toString() {
        return "SecretMask[" + secrets.size() + " forms hidden]";
    }
}
