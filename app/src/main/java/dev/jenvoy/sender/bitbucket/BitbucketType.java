package dev.jenvoy.sender.bitbucket;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;

/** Registers Bitbucket Cloud, Server and Data Center. The cloud sends again what was answered with 500 or more. */
public final class BitbucketType implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.retries("bitbucket", Bitbucket.EVENT);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new Bitbucket();
    }

    @Override
    public Optional<FactTable> factTable() {
        return Optional.of(BitbucketFacts.TABLE);
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new BitbucketSigner(), new BitbucketServerSigner());
    }
}
