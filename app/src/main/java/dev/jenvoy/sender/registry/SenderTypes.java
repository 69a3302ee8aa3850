package dev.jenvoy.sender.registry;

import dev.jenvoy.sender.bitbucket.BitbucketType;
import dev.jenvoy.sender.gitea.GiteaType;
import dev.jenvoy.sender.github.GitHubType;
import dev.jenvoy.sender.gitlab.GitLabType;
import dev.jenvoy.sender.sns.SnsType;
import dev.jenvoy.sender.standard.StandardType;
import dev.jenvoy.sender.travis.TravisType;
import dev.jenvoy.sender.trigger.TriggerType;
import dev.jenvoy.sender.type.SenderType;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the senders that come with the server. A new sender needs a line here; precedence, endpoints, reserved names and
 * headers, {@code send --as} and completion follow from it.
 */
public final class SenderTypes {

    /** The sender that judges a request which no sender recognises, and that {@code send} signs as by default. */
    public static final String DEFAULT = "github";

    /**
     * The senders in the order of precedence, see {@code docs/concepts/senders.md}: a request belongs to the first that
     * recognises it. Gitea sends GitHub's headers too, so it comes before GitHub.
     */
    public static final List<SenderType> ALL = List.of(
            new GiteaType(),
            new GitHubType(),
            new GitLabType(),
            new BitbucketType(),
            new TravisType(),
            new SnsType(),
            new StandardType(),
            new TriggerType());

    private SenderTypes() {}

    /** Returns the names in their order, but the default first: so people read them. */
    public static List<String> defaultFirst(Stream<String> names) {
        return names.sorted(Comparator.comparing(name -> !name.equals(DEFAULT))).toList();
    }

    /** Finds the sender with this name. */
    public static Optional<SenderType> named(String name) {
        return ALL.stream().filter(type -> type.identity().name().equals(name)).findFirst();
    }

    /** Returns the names that no sender of the configuration may have. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        ALL.forEach(type -> names.add(type.identity().name()));
        return names;
    }

    /** Returns the headers, in lower case, that make a request one of these senders'. */
    public static Set<String> headers() {
        Set<String> headers = new LinkedHashSet<>();
        for (SenderType type : ALL) {
            type.identity().recognisedBy().forEach(header -> headers.add(header.toLowerCase(Locale.ROOT)));
        }
        return headers;
    }
}
