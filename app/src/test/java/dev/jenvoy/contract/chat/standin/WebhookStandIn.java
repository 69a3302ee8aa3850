package dev.jenvoy.contract.chat.standin;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Replaces a program that follows Standard Webhooks: checks the signature, and drops a second message with one id. */
public final class WebhookStandIn extends ChatStandIn {

    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final Set<String> ids = new TreeSet<>();

    /** Returns the address of the program. */
    public String hook() {
        return address() + "/receive/path-that-is-secret";
    }

    public List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    @Override
    protected Answer handle(Request request) {
        String id = request.header("webhook-id");
        String signed = id + "." + request.header("webhook-timestamp") + "." + request.body();
        if (!request.header("webhook-signature").equals("v1," + code(signed))) {
            return Answer.of(401, "wrong signature");
        }
        if (ids.add(id)) {
            messages.add(request.json());
        }
        return Answer.of(204, "");
    }

    private static String code(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
