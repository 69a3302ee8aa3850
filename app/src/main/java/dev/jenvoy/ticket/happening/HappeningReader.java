package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.PayloadTree;
import dev.jenvoy.sender.tree.WrongType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what happened out of a delivery. Who uses it needs to know no sender's JSON. */
public final class HappeningReader {

    /** A text of more than a million characters is longer than senders let one be. */
    private static final PayloadTree.Limits LIMITS = new PayloadTree.Limits(
            1 << 20,
            1 << 16,
            4 << 20,
            Set.of("added", "removed", "modified", "_links", "installation", "organization"));

    private static final Map<String, Family> FAMILIES = Map.of(
            "github", new Family(GitHubHappenings.EVENTS, GitHubHappenings::gitHub),
            "gitea", new Family(GitHubHappenings.EVENTS, GitHubHappenings::gitea),
            "gitlab", new Family(GitLabHappenings.EVENTS, GitLabHappenings::read),
            "bitbucket", new Family(BitbucketHappenings.EVENTS, BitbucketHappenings::read));

    private HappeningReader() {}

    /** Reads payloads of one family of senders. */
    private interface FamilyReader {
        List<TicketHappening> read(Facts facts, Node root, HappeningMaker maker) throws WrongType;
    }

    /** Senders whose payloads are alike, and the events of theirs that can tell of something. */
    private record Family(Set<String> events, FamilyReader reader) {}

    /** Returns whether deliveries of a sender of this name can tell of anything. */
    public static boolean knows(String sender) {
        return FAMILIES.containsKey(sender);
    }

    /**
     * Returns what happened, in order: mostly one thing or nothing, two or three where a sender tells of all in one delivery.
     * Nothing for a sender that is not known, for a delivery at the addresses of chat routes, which must not move tickets, and
     * where a value that is needed is of another type than its sender documents. Blocks while it reads the payload, if the
     * event can tell of anything.
     *
     * @throws IOException if the payload cannot be read now or has gone
     */
    public static List<TicketHappening> read(Delivery delivery) throws IOException {
        return read(delivery.key().source(), delivery.facts(), delivery.payload());
    }

    /**
     * Returns what happened by this payload of a sender.
     *
     * @param sender the name of the sender, such as {@code github}
     * @throws IOException if the payload cannot be read now or has gone
     */
    public static List<TicketHappening> read(String sender, Facts facts, Payload payload) throws IOException {
        Family family = FAMILIES.get(sender);
        if (family == null || !family.events.contains(facts.event().name())) {
            return List.of();
        }
        if (facts.owner() == null || facts.repository() == null) {
            return List.of();
        }
        try (Reader text = new BufferedReader(new InputStreamReader(payload.open(), StandardCharsets.UTF_8))) {
            Optional<PayloadTree> tree = PayloadTree.read(text, LIMITS);
            if (tree.isEmpty()) {
                return List.of();
            }
            String repository = facts.owner() + "/" + facts.repository();
            HappeningMaker maker =
                    new HappeningMaker(sender, "", repository, "", tree.get().isCut());
            return family.reader.read(facts, Node.root(tree.get().object()), maker);
        } catch (WrongType e) {
            return List.of();
        }
    }
}
