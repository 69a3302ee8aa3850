package dev.jenvoy.chat.door;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.bitbucket.BitbucketType;
import dev.jenvoy.sender.gitea.GiteaType;
import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.gitlab.GitLabType;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.travis.TravisType;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Serves {@code /repohook}, for code hosts, and {@code /travis}, for Travis CI, by the table of {@code
 * docs/reference/chat.md}. The header of the event decides the family; a request with the headers of two families is rejected.
 */
public final class RouteDoors implements SenderRoute {

    private static final String REPOHOOK = "/repohook";
    private static final String TRAVIS = "/travis";

    /** The header of the event by family. Gitea also sends GitHub's, so its own decides. */
    private static final Map<String, Family> EVENTS = Map.of(
            "X-GitHub-Event", Family.GITHUB,
            "X-Gitlab-Event", Family.GITLAB,
            "X-Event-Key", Family.BITBUCKET);

    private static final List<String> GITEA_EVENTS = List.of("X-Gitea-Event", "X-Forgejo-Event", "X-Gogs-Event");

    private final Map<Family, Protocol> protocols;
    private final RepositoryTokens tokens;
    private final RouteSender.Parts parts;

    /** @param protocols how each family signs */
    private RouteDoors(Map<Family, Protocol> protocols, RepositoryTokens tokens, RouteSender.Parts parts) {
        this.protocols = Map.copyOf(protocols);
        this.tokens = tokens;
        this.parts = parts;
    }

    /**
     * Opens the addresses.
     *
     * @param protocols gives the protocol of a sender
     * @param tokens knows the tokens of repositories
     * @param spool decodes forms to memory or to a file
     * @param clock tells the time
     */
    public static RouteDoors of(
            Function<SignedSenderType, Protocol> protocols, RepositoryTokens tokens, Spool spool, InstantSource clock) {
        return new RouteDoors(
                Map.of(
                        // RepoHook knew the older signature alone; it counts where the newer one was not sent.
                        Family.GITHUB,
                        new GitHub(() -> true),
                        Family.GITEA,
                        protocols.apply(new GiteaType()),
                        Family.GITLAB,
                        protocols.apply(new GitLabType()),
                        Family.BITBUCKET,
                        protocols.apply(new BitbucketType()),
                        Family.TRAVIS,
                        protocols.apply(new TravisType())),
                tokens,
                new RouteSender.Parts(spool, clock));
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        int query = path.indexOf('?');
        String address = query < 0 ? path : path.substring(0, query);
        if (address.equals(REPOHOOK)) {
            return Optional.of(family(headers)
                    .map(family -> sender(DeliveryKey.REPOHOOK, family, MediaType.JSON))
                    .orElseGet(() -> new NoFamily(DeliveryKey.REPOHOOK)));
        }
        return address.equals(TRAVIS)
                ? Optional.of(sender(DeliveryKey.TRAVISHOOK, Family.TRAVIS, MediaType.FORM))
                : Optional.empty();
    }

    private Sender sender(String name, Family family, MediaType media) {
        Protocol protocol = protocols.get(family);
        return protocol == null ? new NoFamily(name) : new RouteSender(name, family, media, protocol, tokens, parts);
    }

    private static Optional<Family> family(HeaderFields headers) {
        if (GITEA_EVENTS.stream().anyMatch(headers::has)) {
            return headers.has("X-Gitlab-Event") || headers.has("X-Event-Key")
                    ? Optional.empty()
                    : Optional.of(Family.GITEA);
        }
        List<Family> found = EVENTS.entrySet().stream()
                .filter(event -> headers.has(event.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
