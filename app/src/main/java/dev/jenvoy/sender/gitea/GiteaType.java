package dev.jenvoy.sender.gitea;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.github.GitHubFacts;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;

/** Registers Gitea, Forgejo and Gogs, which share one entry of the configuration. */
public final class GiteaType implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.sendsOnce("gitea", Gitea.eventHeaders());
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new Gitea();
    }

    @Override
    public Optional<FactTable> factTable() {
        return Optional.of(GitHubFacts.GITEA);
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(
                new GiteaSigner("gitea", "X-Gitea-"),
                new GiteaSigner("forgejo", "X-Forgejo-"),
                new GiteaSigner("gogs", "X-Gogs-"));
    }
}
