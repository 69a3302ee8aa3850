package dev.jenvoy.cli;

import dev.jenvoy.source.Signature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery as GitHub would send it: see GitHub's documentation of webhook delivery headers. */
final class SendRequest {

    private static final String TARGET_ID = "700100200";

    private final String event;
    private final String delivery;
    private final String hookId;
    private final String contentType;
    private final byte[] body;

    private SendRequest(String event, String delivery, String hookId, String contentType, byte[] body) {
        this.event = event;
        this.delivery = delivery;
        this.hookId = hookId;
        this.contentType = contentType;
        this.body = body;
    }

    /** The event's name. */
    String event() {
        return event;
    }

    /** The delivery's id. */
    String delivery() {
        return delivery;
    }

    /** The bytes that are sent, and signed. Not to be changed. */
    byte[] body() {
        return body;
    }

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
