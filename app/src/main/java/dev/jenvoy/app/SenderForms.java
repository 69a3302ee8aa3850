package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.DescribedSender;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.source.CodeForm;
import dev.jenvoy.source.ProofForm;
import dev.jenvoy.source.SenderForm;
import java.util.List;

/** From what the configuration says of senders that do not come with the server to how they speak. */
public final class SenderForms {

    private SenderForms() {}

    /** The senders that the configuration describes, in its order. */
    public static List<SenderForm> of(Config config) {
        return config.senders().described().entrySet().stream()
                .map(entry -> form(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static SenderForm form(String name, DescribedSender sender) {
        return new SenderForm(
                name,
                sender.eventHeader().orElse(null),
                sender.event().map(Event::new).orElse(null),
                proof(sender.proof()),
                sender.deliveryHeader().orElse(null),
                sender.payload());
    }

    private static ProofForm proof(DescribedSender.Proof proof) {
        if (proof instanceof DescribedSender.Signature code) {
            return new ProofForm.Code(
                    code.header(),
                    new CodeForm(
                            CodeForm.Algorithm.valueOf(code.algorithm().name()),
                            CodeForm.Encoding.valueOf(code.encoding().name()),
                            code.prefix()));
        }
        return new ProofForm.Token(proof.header(), proof.prefix());
    }
}
