package dev.jenvoy.sender.sample;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is to be signed and sent.
 *
 * @param method of HTTP
 * @param event the event, in its sender's words
 * @param delivery the delivery's id
 * @param hookId the webhook's id
 * @param contentType of the body
 * @param payload what hooks get: the body, or what its form holds. Not to be changed.
 * @param body the bytes that are sent, which most senders sign; empty for a GET. Not to be changed.
 * @param at when, for signatures that tell it
 */
@SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
public record SampleRequest(
        String method,
        String event,
        String delivery,
        String hookId,
        String contentType,
        byte[] payload,
        byte[] body,
        Instant at) {

    /** Builds a request whose body is the payload; that of a GET is empty. */
    public static SampleRequest json(
            String method, String event, byte[] payload, String delivery, String hookId, Instant at) {
        byte[] body = method.equals("GET") ? new byte[0] : payload;
        return new SampleRequest(method, event, delivery, hookId, "application/json", payload, body, at);
    }

    /** Builds a request whose body is a form with the payload in a field, byte for byte once decoded, even where it is no text. */
    public static SampleRequest form(
            String method, String event, byte[] payload, String delivery, String hookId, Instant at) {
        if (method.equals("GET")) {
            return json(method, event, payload, delivery, hookId, at);
        }
        String encoded =
                URLEncoder.encode(new String(payload, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        byte[] body = ("payload=" + encoded).getBytes(StandardCharsets.US_ASCII);
        return new SampleRequest(
                method, event, delivery, hookId, "application/x-www-form-urlencoded", payload, body, at);
    }

    /**
     * Returns the headers in the order in which the sender sends them.
     *
     * @param secret what the body is signed with; null to leave the proof out
     * @throws SendFailure when the payload or the secret are not as this sender needs them
     */
    public Headers headers(SampleSigner signer, @Nullable String secret) throws SendFailure {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "*/*");
        if (!method.equals("GET")) {
            all.put("Content-Type", contentType);
        }
        all.putAll(signer.headers(this));
        Map<String, String> proofs = secret == null ? Map.of() : signer.proofs(this, secret);
        all.putAll(proofs);
        return new Headers(all, proofs.keySet());
    }

    /**
     * Holds the headers of a request.
     *
     * @param all all headers
     * @param proofs the names of those that are not shown
     */
    public record Headers(Map<String, String> all, Set<String> proofs) {

        /** Lists the headers for people. A proof is left out: with the payload it betrays something of the secret, a token all. */
        public String shown() {
            return all.entrySet().stream()
                    .map(header -> "> " + header.getKey() + ": "
                            + (proofs.contains(header.getKey()) ? "(not shown)" : header.getValue()))
                    .collect(Collectors.joining("\n"));
        }
    }
}
