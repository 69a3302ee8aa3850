package dev.jenvoy.sender.gitlab;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;

/** Registers GitLab, whether gitlab.com or a server of one's own. */
public final class GitLabType implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.sendsOnce("gitlab", GitLab.EVENT);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new GitLab(new StandardSignature(identity().name(), context.replayGuard(), context.clock()));
    }

    @Override
    public Optional<FactTable> factTable() {
        return Optional.of(GitLabFacts.TABLE);
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new GitLabSigner());
    }
}
