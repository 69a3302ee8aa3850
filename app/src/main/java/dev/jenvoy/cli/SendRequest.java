package dev.jenvoy.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is to be sent.
 *
 * @param event the event, in its sender's words
 * @param delivery the delivery's id
 * @param hookId the webhook's id
 * @param contentType of the body
 * @param body the bytes that are sent, and signed. Not to be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
record SendRequest(String event, String delivery, String hookId, String contentType, byte[] body) {

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
     * The headers, in the order in which its sender sends them.
     *
     * @param secret what the body is signed with; null to leave the proof out
     */
    Headers headers(Voice voice, @Nullable String secret) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "*/*");
        all.put("Content-Type", contentType);
        all.putAll(voice.headers(this));
        Map<String, String> proofs = secret == null ? Map.of() : voice.proofs(this, secret);
        all.putAll(proofs);
        return new Headers(all, proofs.keySet());
    }

    /**
     * What goes before the body.
     *
     * @param all every header
     * @param proofs the names of those that are not shown
     */
    record Headers(Map<String, String> all, Set<String> proofs) {

        /** For people to see: a signature tells who knows the payload something about the secret, and a token all. */
        String shown() {
            return all.entrySet().stream()
                    .map(header -> "> " + header.getKey() + ": "
                            + (proofs.contains(header.getKey()) ? "(not shown)" : header.getValue()))
                    .collect(Collectors.joining("\n"));
        }
    }
}
