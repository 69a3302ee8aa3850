package dev.jenvoy.cli;

import dev.jenvoy.source.Signature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as GitHub would send it: see GitHub's documentation of webhook delivery headers.
 *
 * @param event the event's name
 * @param delivery the delivery's id
 * @param hookId the webhook's id
 * @param contentType the body's type
 * @param body the bytes that are sent, and signed
 */
record SendRequest(String event, String delivery, String hookId, String contentType, byte[] body) {

    private static final String TARGET_ID = "700100200";

    static SendRequest json(String event, String delivery, String hookId, byte[] payload) {
        return new SendRequest(event, delivery, hookId, "application/json", payload);
    }

    /** The payload as the field of a form, byte for byte once decoded, even where it is no text. */
    static SendRequest form(String event, String delivery, String hookId, byte[] payload) {
        String encoded =
                URLEncoder.encode(new String(payload, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        byte[] body = ("payload=" + encoded).getBytes(StandardCharsets.US_ASCII);
        return new SendRequest(event, delivery, hookId, "application/x-www-form-urlencoded", body);
    }

    /**
     * The headers, in the order in which GitHub's deliveries list them.
     *
     * @param secret what the body is signed with; null to leave the signatures out
     */
    Map<String, String> headers(@Nullable String secret) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "*/*");
        headers.put("Content-Type", contentType);
        headers.put("User-Agent", "GitHub-Hookshot/jenvoy-send");
        headers.put("X-GitHub-Delivery", delivery);
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Hook-ID", hookId);
        headers.put("X-GitHub-Hook-Installation-Target-ID", TARGET_ID);
        headers.put("X-GitHub-Hook-Installation-Target-Type", "repository");
        if (secret != null) {
            for (Signature signature : new Signature[] {Signature.SHA1, Signature.SHA256}) {
                headers.put(signature.header(), signature.sign(secret, body));
            }
        }
        return headers;
    }

    /** A header for people to see: a signature tells who knows the payload something about the secret. */
    static String shown(Map.Entry<String, String> header) {
        String value = header.getValue();
        boolean signature = header.getKey().startsWith("X-Hub-Signature");
        return header.getKey() + ": "
                + (signature ? value.substring(0, value.indexOf('=') + 1) + "(not shown)" : value);
    }
}
