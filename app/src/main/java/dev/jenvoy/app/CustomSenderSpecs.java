package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.sender.CustomSenderConfig;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.sender.custom.CredentialForm;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import java.util.List;

/** Converts the configured senders to the form in which the senders are built. */
public final class CustomSenderSpecs {

    private CustomSenderSpecs() {}

    /** Returns the senders that the configuration describes, in its order. */
    public static List<CustomSenderSpec> of(Config config) {
        return config.senders().described().entrySet().stream()
                .map(entry -> form(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static CustomSenderSpec form(String name, CustomSenderConfig sender) {
        return new CustomSenderSpec(
                name,
                sender.eventHeader().orElse(null),
                sender.event().map(Event::new).orElse(null),
                proof(sender.proof()),
                sender.deliveryHeader().orElse(null),
                sender.payload());
    }

    private static CredentialForm proof(CustomSenderConfig.Proof proof) {
        if (proof instanceof CustomSenderConfig.Signature code) {
            return new CredentialForm.Code(new HmacHeader(
                    code.header(),
                    code.prefix(),
                    Hmac.valueOf(code.algorithm().name()),
                    HmacHeader.Encoding.valueOf(code.encoding().name())));
        }
        return new CredentialForm.Token(proof.header(), proof.prefix());
    }
}
