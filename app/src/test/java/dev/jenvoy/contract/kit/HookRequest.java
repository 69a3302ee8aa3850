package dev.jenvoy.contract.kit;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request, each part of which can be spoiled. Every change creates a new one. */
public record HookRequest(
        String method, String target, List<Field> fields, byte[] body, String secret, Framing framing) {

    public static final String SIGNATURE = "X-Hub-Signature-256";
    public static final String OLD_SIGNATURE = "X-Hub-Signature";

    public record Field(String name, String value) {}

    /** The ways to mark the end of a body. */
    public enum Framing {
        LENGTH,
        CHUNKED,
        NONE
    }

    public static HookRequest of(String method, String target) {
        return new HookRequest(method, target, List.of(new Field("Host", "localhost")), new byte[0], "", Framing.NONE);
    }

    /** Returns a valid push to branch main of acme/site. */
    public static HookRequest push() {
        return event("push", Payloads.PUSH);
    }

    /** Returns a valid delivery, signed with {@link TestServer#SECRET} when it is sent. */
    public static HookRequest event(String event, String json) {
        return new HookRequest("POST", "/", List.of(), bytes(json), TestServer.SECRET, Framing.LENGTH)
                .with("Host", "localhost")
                .with("User-Agent", "GitHub-Hookshot/0000000")
                .with("Content-Type", "application/json")
                .with("X-GitHub-Event", event)
                .with("X-GitHub-Delivery", UUID.randomUUID().toString());
    }

    /** Replaces every field with this name. */
    public HookRequest with(String name, String value) {
        return without(name).also(name, value);
    }

    /** Adds a field. */
    public HookRequest also(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HookRequest(method, target, more, body, secret, framing);
    }

    public HookRequest without(String name) {
        List<Field> less = fields.stream()
                .filter(field -> !field.name().equalsIgnoreCase(name))
                .toList();
        return new HookRequest(method, target, less, body, secret, framing);
    }

    public HookRequest method(String other) {
        return new HookRequest(other, target, fields, body, secret, framing);
    }

    public HookRequest target(String other) {
        return new HookRequest(method, other, fields, body, secret, framing);
    }

    public HookRequest body(byte[] other) {
        return new HookRequest(method, target, fields, other, secret, framing);
    }

    public HookRequest body(String other) {
        return body(bytes(other));
    }

    /** Signs with this secret; an empty one means no signature. */
    public HookRequest secret(String other) {
        return new HookRequest(method, target, fields, body, other, framing);
    }

    public HookRequest unsigned() {
        return secret("").without(SIGNATURE).without(OLD_SIGNATURE);
    }

    public HookRequest framing(Framing other) {
        return new HookRequest(method, target, fields, body, secret, other);
    }

    public HookRequest but(UnaryOperator<HookRequest> change) {
        return change.apply(this);
    }

    /** Sends the same JSON in a form, which decodes to the same bytes. */
    public HookRequest asForm() {
        String bytes = new String(body, StandardCharsets.ISO_8859_1);
        return with("Content-Type", "application/x-www-form-urlencoded")
                .body("payload=" + URLEncoder.encode(bytes, StandardCharsets.ISO_8859_1));
    }

    public String id() {
        return value("X-GitHub-Delivery");
    }

    public String value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst()
                .map(Field::value)
                .orElse("");
    }

    /** Returns GitHub's signature of this request. */
    public String signature() {
        return "sha256=" + hmac("HmacSHA256", secret, body);
    }

    /** Returns the request line and the fields. Adds the framing, and a signature if there is no other. */
    public byte[] head() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        fields.forEach(field ->
                head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        boolean given = !value(SIGNATURE).isEmpty() || !value(OLD_SIGNATURE).isEmpty();
        if (!secret.isEmpty() && !given) {
            head.append(SIGNATURE).append(": ").append(signature()).append("\r\n");
        }
        if (framing == Framing.LENGTH && value("Content-Length").isEmpty()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        } else if (framing == Framing.CHUNKED) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    public byte[] framed() {
        if (framing != Framing.CHUNKED) {
            return body;
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int step = 65_521;
        for (int at = 0; at < body.length; at += step) {
            int length = Math.min(step, body.length - at);
            chunks.writeBytes(bytes(Integer.toHexString(length) + "\r\n"));
            chunks.write(body, at, length);
            chunks.writeBytes(bytes("\r\n"));
        }
        chunks.writeBytes(bytes("0\r\n\r\n"));
        return chunks.toByteArray();
    }

    public byte[] whole() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head());
        all.writeBytes(framed());
        return all.toByteArray();
    }

    public static String hmac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(bytes(secret), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
