package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a message of Amazon SNS as it comes over HTTP: see AWS' documentation of HTTP/HTTPS notifications and of verifying
 * the signatures of messages. The signature is over the values of some of its members, not over the body.
 */
record SnsMessage(
        Type type,
        String id,
        String topic,
        @Nullable String subject,
        String message,
        String timestamp,
        @Nullable String token,
        @Nullable String subscribeUrl,
        String signatureVersion,
        String signature,
        String certificateUrl) {

    /** Lists the members that a message is read from. */
    private enum Member {
        TYPE("Type"),
        ID("MessageId"),
        TOPIC("TopicArn"),
        SUBJECT("Subject"),
        MESSAGE("Message"),
        TIMESTAMP("Timestamp"),
        TOKEN("Token"),
        SUBSCRIBE_URL("SubscribeURL"),
        SIGNATURE_VERSION("SignatureVersion"),
        SIGNATURE("Signature"),
        CERTIFICATE_URL("SigningCertURL");

        private final String path;

        Member(String path) {
            this.path = path;
        }
    }

    static final JsonPaths PATHS =
            JsonPaths.of(Stream.of(Member.values()).map(member -> member.path).toList());

    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");

    /** Names the kind of a message. */
    enum Type {
        NOTIFICATION("Notification"),
        SUBSCRIPTION("SubscriptionConfirmation"),
        UNSUBSCRIPTION("UnsubscribeConfirmation");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        static @Nullable Type of(@Nullable String word) {
            return List.of(values()).stream()
                    .filter(type -> type.word.equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** @throws InvalidPayload when something is not there that such a message has */
    static SnsMessage read(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        Type type = Type.of(json.text(Member.TYPE.path));
        if (type == null) {
            throw incomplete(Member.TYPE);
        }
        boolean plain = type == Type.NOTIFICATION;
        return new SnsMessage(
                type,
                needed(json, Member.ID),
                needed(json, Member.TOPIC),
                json.text(Member.SUBJECT.path),
                needed(json, Member.MESSAGE),
                needed(json, Member.TIMESTAMP),
                plain ? null : needed(json, Member.TOKEN),
                plain ? null : needed(json, Member.SUBSCRIBE_URL),
                needed(json, Member.SIGNATURE_VERSION),
                needed(json, Member.SIGNATURE),
                needed(json, Member.CERTIFICATE_URL));
    }

    /** Returns the time of publication; {@code null} when the text is no time. */
    @Nullable
    Instant published() {
        try {
            return Instant.parse(timestamp);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Tells whether the version of the signature is known. */
    boolean hasKnownVersion() {
        return ALGORITHMS.containsKey(signatureVersion);
    }

    /** Tells whether the message was signed with this key's private half. An error counts as no. */
    boolean isSignedWith(PublicKey key) {
        String algorithm = ALGORITHMS.get(signatureVersion);
        if (algorithm == null) {
            return false;
        }
        try {
            java.security.Signature check = java.security.Signature.getInstance(algorithm);
            check.initVerify(key);
            check.update(signedText().getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private String signedText() {
        StringBuilder text = new StringBuilder();
        line(text, Member.MESSAGE, message);
        line(text, Member.ID, id);
        if (type == Type.NOTIFICATION) {
            line(text, Member.SUBJECT, subject);
        } else {
            line(text, Member.SUBSCRIBE_URL, subscribeUrl);
        }
        line(text, Member.TIMESTAMP, timestamp);
        line(text, Member.TOKEN, token);
        line(text, Member.TOPIC, topic);
        line(text, Member.TYPE, type.word);
        return text.toString();
    }

    private static void line(StringBuilder text, Member member, @Nullable String value) {
        if (value != null) {
            text.append(member.path).append('\n').append(value).append('\n');
        }
    }

    private static String needed(JsonFacts json, Member member) throws InvalidPayload, JsonFacts.WrongType {
        String text = json.text(member.path);
        if (text == null) {
            throw incomplete(member);
        }
        return text;
    }

    private static InvalidPayload incomplete(Member member) {
        return new InvalidPayload(Check.FACTS.reject(member.path + ": expected as SNS sends it"));
    }

    /** Leaves out the contents. */
    @Override
    public String toString() {
        return "SnsMessage[" + type + ", " + id + "]";
    }
}
