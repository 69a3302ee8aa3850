package dev.jenvoy.sender.registry;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.bitbucket.Bitbucket;
import dev.jenvoy.sender.custom.CustomSender;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.gitea.Gitea;
import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.github.GitHubSettings;
import dev.jenvoy.sender.gitlab.GitLab;
import dev.jenvoy.sender.sns.AwsClient;
import dev.jenvoy.sender.sns.Sns;
import dev.jenvoy.sender.sns.SnsSettings;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.standard.StandardWebhooks;
import dev.jenvoy.sender.travis.Travis;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.sender.travis.TravisSettings;
import dev.jenvoy.sender.trigger.TriggerSettings;
import dev.jenvoy.sender.trigger.Triggers;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.SignedSender;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the senders that the server knows. */
public final class Senders {

    private final Spool spool;
    private final InstantSource clock;

    /** @param spool where what a form holds is decoded to */
    public Senders(Spool spool, InstantSource clock) {
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * GitHub at the door {@code /}.
     *
     * @param settings the settings in force
     * @param published GitHub's own ranges; empty as long as none were ever fetched
     */
    public Sender github(Supplier<GitHubSettings> settings, Supplier<Optional<List<Cidr>>> published) {
        return new SignedSender(
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
    public Sender github(Supplier<SenderOptions> settings, BooleanSupplier acceptSha1) {
        return checked(new GitHub(acceptSha1), settings);
    }

    /** Gitea, Forgejo and Gogs. */
    public Sender gitea(Supplier<SenderOptions> settings) {
        return checked(new Gitea(), settings);
    }

    /**
     * GitLab, on its own machines or one's own.
     *
     * @param memory keeps a signed request from being taken twice
     */
    public Sender gitlab(Supplier<SenderOptions> settings, ReplayGuard memory) {
        return checked(new GitLab(new StandardSignature(GitLab.NAME, memory, clock)), settings);
    }

    /** Bitbucket Cloud, Server and Data Center. */
    public Sender bitbucket(Supplier<SenderOptions> settings) {
        return checked(new Bitbucket(), settings);
    }

    /** Travis CI, on its own machines or one's own. */
    public Sender travis(Supplier<TravisSettings> settings, TravisKeys keys) {
        return new SignedSender(
                new Travis(settings, keys), origin -> settings.get().terms(origin), spool, clock);
    }

    /**
     * Senders that follow the Standard Webhooks specification.
     *
     * @param memory keeps a request from being taken twice
     */
    public Sender standard(Supplier<SenderOptions> settings, ReplayGuard memory) {
        return checked(new StandardWebhooks(new StandardSignature(StandardWebhooks.NAME, memory, clock)), settings);
    }

    /** A sender that the configuration describes. */
    public Sender described(CustomSenderSpec form, Supplier<SenderOptions> settings) {
        return checked(new CustomSender(form), settings);
    }

    /**
     * Amazon SNS.
     *
     * @param client fetches the certificates that it signs with
     */
    public Sender sns(Supplier<SnsSettings> settings, AwsClient client) {
        return new Sns(settings, client, spool, clock);
    }

    /** The addresses of branches that may be triggered, in git-triggler's protocol. */
    public SenderRoute triggers(Supplier<TriggerSettings> settings, ReplayGuard memory) {
        return new Triggers(settings, memory, clock);
    }

    private Sender checked(Protocol protocol, Supplier<SenderOptions> settings) {
        return new SignedSender(protocol, origin -> AdmissionPolicy.of(settings.get(), origin), spool, clock);
    }
}
