package dev.jenvoy.cli.send;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is to be sent.
 *
 * @param method of HTTP
 * @param event the event, in its sender's words
 * @param delivery the delivery's id
 * @param hookId the webhook's id
 * @param contentType of the body
 * @param payload what hooks get: the body, or what its form holds. Not to be changed.
 * @param body the bytes that are sent, and by most senders signed; a GET sends none. Not to be changed.
 * @param at when, for signatures that tell it
 */
@SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
record SendRequest(
        String method,
        String event,
        String delivery,
        String hookId,
        String contentType,
        byte[] payload,
        byte[] body,
        Instant at) {

    static SendRequest json(SendPayload read, String delivery, String hookId, Instant at) {
        byte[] body = read.method().equals("GET") ? new byte[0] : read.bytes();
        return new SendRequest(
                read.method(), read.event(), delivery, hookId, "application/json", read.bytes(), body, at);
    }

    /** The payload as the field of a form, byte for byte once decoded, even where it is no text. */
    static SendRequest form(SendPayload read, String delivery, String hookId, Instant at) {
        if (read.method().equals("GET")) {
            return json(read, delivery, hookId, at);
        }
        String encoded =
                URLEncoder.encode(new String(read.bytes(), StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        byte[] body = ("payload=" + encoded).getBytes(StandardCharsets.US_ASCII);
        return new SendRequest(
                read.method(),
                read.event(),
                delivery,
                hookId,
                "application/x-www-form-urlencoded",
                read.bytes(),
                body,
                at);
    }

    /**
     * The headers, in the order in which its sender sends them.
     *
     * @param secret what the body is signed with; null to leave the proof out
     * @throws SendFailure when the payload or the secret are not as this sender needs them
     */
    Headers headers(SampleSigner voice, @Nullable String secret) throws SendFailure {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "*/*");
        if (!method.equals("GET")) {
            all.put("Content-Type", contentType);
        }
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
