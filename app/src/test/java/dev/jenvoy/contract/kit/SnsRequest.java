package dev.jenvoy.contract.kit;

import com.google.gson.Gson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A message of Amazon SNS, each part of which can be spoiled. Every change creates a new one. */
public record SnsRequest(SigningKey key, Map<String, String> members, Map<String, String> fields) {

    public static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:code";
    public static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem";
    public static final String CONFIRM = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
            + TOPIC + "&Token=planted-token";

    public static SnsRequest notification(SigningKey key, String message) {
        return of(key, "Notification", message).with("Subject", "UPDATE: AWS CodeCommit eu-west-1 push: site");
    }

    public static SnsRequest confirmation(SigningKey key, String type) {
        return of(key, type, "You have chosen to subscribe to the topic.")
                .with("Token", "planted-token")
                .with("SubscribeURL", CONFIRM);
    }

    private static SnsRequest of(SigningKey key, String type, String message) {
        return new SnsRequest(key, new LinkedHashMap<>(), new LinkedHashMap<>())
                .with("Type", type)
                .with("MessageId", UUID.randomUUID().toString())
                .with("TopicArn", TOPIC)
                .with("Message", message)
                .with("Timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .with("SignatureVersion", "2")
                .with("SigningCertURL", CERTIFICATE)
                .with("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe");
    }

    /** Sets this member, and signs again. */
    public SnsRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new SnsRequest(key, more, fields);
    }

    public SnsRequest without(String name) {
        Map<String, String> less = new LinkedHashMap<>(members);
        less.remove(name);
        return new SnsRequest(key, less, fields);
    }

    /** Replaces a header of SNS. */
    public SnsRequest field(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new SnsRequest(key, members, more);
    }

    public String id() {
        return members.getOrDefault("MessageId", "");
    }

    public String signature() {
        StringBuilder text = new StringBuilder();
        List<String> signed = "Notification".equals(members.get("Type"))
                ? List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                : List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
        for (String name : signed) {
            String value = members.get(name);
            if (value != null) {
                text.append(name).append('\n').append(value).append('\n');
            }
        }
        String algorithm = "1".equals(members.get("SignatureVersion")) ? "SHA1withRSA" : "SHA256withRSA";
        return key.sign(algorithm, text.toString());
    }

    public HookRequest request() {
        return request(Map.of());
    }

    /** @param forged members that are set after signing */
    public HookRequest request(Map<String, String> forged) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put("Signature", signature());
        all.putAll(forged);
        HookRequest request = HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "text/plain; charset=UTF-8")
                .with("User-Agent", "Amazon Simple Notification Service Agent")
                .with("x-amz-sns-message-type", all.getOrDefault("Type", ""))
                .with("x-amz-sns-message-id", all.getOrDefault("MessageId", ""))
                .with("x-amz-sns-topic-arn", all.getOrDefault("TopicArn", ""))
                .with("x-amz-sns-subscription-arn", TOPIC + ":00000000")
                .body(new Gson().toJson(all));
        for (Map.Entry<String, String> field : fields.entrySet()) {
            request = request.with(field.getKey(), field.getValue());
        }
        return request;
    }
}
