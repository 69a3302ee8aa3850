package dev.jenvoy.sender.standard;

import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.EntryValues;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.StandardSecret;
import java.util.List;

/** Registers the senders that follow the Standard Webhooks specification. They send again under the same id. */
public final class StandardType implements SignedSenderType {

    /** What the specification asks of senders. */
    private static final int MIN_KEY_BYTES = 24;

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.retries(
                "standard", StandardSignature.SIGNATURE, StandardSignature.ID, StandardSignature.TIMESTAMP);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new StandardWebhooks(new StandardSignature(identity().name(), context.replayGuard(), context.clock()));
    }

    @Override
    public boolean namesRepositories() {
        return false;
    }

    @Override
    public SenderEntry entry() {
        return StandardType::judge;
    }

    /** Reports every secret that is no key in this form. */
    private static OptionValues judge(EntryValues entry) {
        for (String secret :
                entry.find(SenderOptions.SECRET).orElse(Secrets.none()).texts()) {
            int length = StandardSecret.key(secret).map(bytes -> bytes.length).orElse(0);
            if (length == 0) {
                entry.error(
                        SenderOptions.SECRET,
                        "expected a secret as the sender shows it, " + StandardSecret.PREFIX + " and base64");
            } else if (length < MIN_KEY_BYTES) {
                entry.warn(SenderOptions.SECRET, "a key of under " + MIN_KEY_BYTES + " bytes can be guessed");
            }
        }
        entry.warnWithoutSecret();
        return entry.values();
    }

    @Override
    public SecretKind secretKind() {
        return SecretKind.STANDARD;
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new StandardSigner());
    }
}
