package dev.jenvoy.source;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.delivery.payload.Spool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the senders that the server knows. */
public final class Sources {

    private final Spool spool;
    private final InstantSource clock;

    /** @param spool where what a form holds is decoded to */
    public Sources(Spool spool, InstantSource clock) {
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * GitHub at the door {@code /}.
     *
     * @param settings the settings in force
     * @param published GitHub's own ranges; empty as long as none were ever fetched
     */
    public Source github(Supplier<GitHubSettings> settings, Supplier<Optional<List<Cidr>>> published) {
        return new CheckedSource(
                new GitHub(() -> settings.get().acceptSha1()),
                origin -> settings.get().terms(published.get(), origin),
                spool,
                clock);
    }

    /**
     * GitHub at a door of its own, where its addresses count for nothing.
     *
     * @param acceptSha1 whether a SHA-1 signature is taken where there is no better one
     */
    public Source github(Supplier<SenderSettings> settings, BooleanSupplier acceptSha1) {
        return checked(new GitHub(acceptSha1), settings);
    }

    /** Gitea, Forgejo and Gogs. */
    public Source gitea(Supplier<SenderSettings> settings) {
        return checked(new Gitea(), settings);
    }

    /**
     * GitLab, on its own machines or one's own.
     *
     * @param memory keeps a signed request from being taken twice
     */
    public Source gitlab(Supplier<SenderSettings> settings, ReplayMemory memory) {
        return checked(new GitLab(new StandardSignature(GitLab.NAME, memory, clock)), settings);
    }

    /** Bitbucket Cloud, Server and Data Center. */
    public Source bitbucket(Supplier<SenderSettings> settings) {
        return checked(new Bitbucket(), settings);
    }

    /** Travis CI, on its own machines or one's own. */
    public Source travis(Supplier<TravisSettings> settings, TravisKeys keys) {
        return new CheckedSource(
                new Travis(settings, keys), origin -> settings.get().terms(origin), spool, clock);
    }

    /**
     * Senders that follow the Standard Webhooks specification.
     *
     * @param memory keeps a request from being taken twice
     */
    public Source standard(Supplier<SenderSettings> settings, ReplayMemory memory) {
        return checked(new StandardWebhooks(new StandardSignature(StandardWebhooks.NAME, memory, clock)), settings);
    }

    /** A sender that the configuration describes. */
    public Source described(SenderForm form, Supplier<SenderSettings> settings) {
        return checked(new Described(form), settings);
    }

    /**
     * Amazon SNS.
     *
     * @param client fetches the certificates that it signs with
     */
    public Source sns(Supplier<SnsSettings> settings, AwsClient client) {
        return new Sns(settings, client, spool, clock);
    }

    /** The addresses of branches that may be triggered, in git-triggler's protocol. */
    public Door triggers(Supplier<TriggerSettings> settings, ReplayMemory memory) {
        return new Triggers(settings, memory, clock);
    }

    private Source checked(Protocol protocol, Supplier<SenderSettings> settings) {
        return new CheckedSource(protocol, origin -> Terms.of(settings.get(), origin), spool, clock);
    }
}
