package dev.jenvoy.ticket.happening;

import dev.jenvoy.ticket.key.KeySource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a repository and may move tickets. Texts are as the sender wrote them: they may hold anything.
 *
 * @param kind what happened
 * @param occasion what happened in the world, in one line without control characters, at most {@link #MAX_OCCASION_CHARS}
 *     characters, such as {@code github github.com acme/site pr 7 merged 1a2b3c}. The same for each delivery that tells of it, another
 *     for all else
 * @param number the number of the pull request; empty for other happenings
 * @param repository the full name of the repository; empty if the payload has no name
 * @param base the branch that it is about: the one that a pull request goes to, or that was pushed or made; empty for releases
 * @param defaultBranch the repository's default branch; empty if the sender does not say it, as Bitbucket
 * @param fromFork whether the pull request comes from another repository, or from one that is not known any more
 * @param url the address of its page for people; empty if there is no page
 * @param time when it happened, as the sender says it; empty if it does not say it, or if it is not about a pull request
 * @param sources the texts that may name tickets, in the order in which their keys count
 */
public record TicketHappening(
        HappeningKind kind,
        String occasion,
        String number,
        String repository,
        String base,
        String defaultBranch,
        boolean fromFork,
        String url,
        Optional<Instant> time,
        List<KeySource> sources) {

    public static final int MAX_OCCASION_CHARS = 500;

    public TicketHappening {
        sources = List.copyOf(sources);
        if (occasion.isEmpty() || occasion.length() > MAX_OCCASION_CHARS) {
            throw new IllegalArgumentException("not an occasion");
        }
    }
}
