package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.type.SenderType;
import java.util.List;
import java.util.Optional;

/** Registers Amazon SNS. It sends again under the same id. */
public final class SnsType implements SenderType {

    static final SenderIdentity IDENTITY = SenderIdentity.retries("sns", Sns.TYPE);

    @Override
    public SenderIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Optional<Sender> atRoot(SenderContext context) {
        HttpFetcher client = context.parts().get(SnsParts.class).client();
        return Optional.of(new Sns(context.options(), client, context.spool(), context.clock()));
    }

    @Override
    public SenderEntry entry() {
        return new SnsEntry();
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of();
    }

    @Override
    public Optional<String> unsignable() {
        return Optional.of("Only AWS can sign as sns, because only Amazon SNS has the key."
                + " To test it, publish a message to the topic.");
    }
}
