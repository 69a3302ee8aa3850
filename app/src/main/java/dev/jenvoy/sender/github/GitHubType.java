package dev.jenvoy.sender.github;

import dev.jenvoy.option.OptionValues;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;

/** Registers GitHub. It has keys of its own in the configuration, and publishes the addresses that it sends from. */
public final class GitHubType implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.sendsOnce("github", GitHub.EVENT);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new GitHub(context.parts().get(GitHubParts.class)::acceptSha1);
    }

    /** At {@code /} GitHub's published addresses count. At an endpoint only the endpoint's secret does. */
    @Override
    public Optional<Sender> atRoot(SenderContext context) {
        GitHubParts parts = context.parts().get(GitHubParts.class);
        return Optional.of(open(
                protocol(context),
                origin -> parts.settings().get().terms(parts.published().get(), origin),
                context));
    }

    @Override
    public SenderEntry entry() {
        return entry -> {
            entry.error("GitHub has keys of its own: enforce_secret, allowed_ips, accept_sha1");
            return OptionValues.none();
        };
    }

    @Override
    public Optional<FactTable> factTable() {
        return Optional.of(GitHubFacts.TABLE);
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new GitHubSigner());
    }
}
