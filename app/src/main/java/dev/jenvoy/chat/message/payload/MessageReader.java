package dev.jenvoy.chat.message.payload;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.MessageBuilder;
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
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a delivery says. A value that the payload lacks is empty in the message; only a value of another type than its
 * sender documents, in a place that a message needs, leads to no message. The actor is always who caused the event,
 * never the author of the thing; addresses are always those of pages, never those of an API.
 */
public final class MessageReader {

    /** What a message needs. The files of a commit are most of a large push, and part of no message. */
    static final PayloadTree.Limits LIMITS =
            new PayloadTree.Limits(1 << 16, 1_000, Integer.MAX_VALUE, Set.of("added", "removed", "modified", "_links"));

    private MessageReader() {}

    /**
     * Reads the message of a delivery. Blocks while it reads the payload; takes a few megabytes of memory at most, however
     * large the payload is.
     *
     * @throws IOException if the payload cannot be read now or has gone
     */
    public static Reading read(Family family, Facts facts, Payload payload) throws IOException {
        if (family == Family.OTHER) {
            return read(family, facts, new JsonObject());
        }
        try (Reader text = new BufferedReader(new InputStreamReader(payload.open(), StandardCharsets.UTF_8))) {
            Optional<PayloadTree> tree = PayloadTree.read(text, LIMITS);
            return tree.isPresent()
                    ? read(family, facts, tree.get().object())
                    : new Reading.Failed("payload: expected one JSON object");
        }
    }

    /** Reads the message of a delivery whose payload is in memory. */
    public static Reading read(Family family, Facts facts, JsonObject payload) {
        MessageBuilder message = begin(family, facts);
        try {
            Node root = Node.root(payload);
            switch (family) {
                case GITHUB, GITEA -> GitHubReader.read(family, facts, root, message);
                case GITLAB -> GitLabReader.read(facts, root, message);
                case BITBUCKET -> BitbucketReader.read(facts, root, message);
                case TRAVIS -> TravisReader.read(root, message);
                case JENVOY, OTHER -> {}
            }
            return new Reading.Done(message.build());
        } catch (WrongType e) {
            return new Reading.Failed("payload: wrong type at " + e.path());
        }
    }

    /** Begins with what every sender's class has read already; the readers overwrite what the payload says better. */
    private static MessageBuilder begin(Family family, Facts facts) {
        String repo =
                facts.owner() == null || facts.repository() == null ? "" : facts.owner() + "/" + facts.repository();
        String branch = facts.branch() == null ? "" : facts.branch().name();
        return Message.about(family, facts.event().name())
                .repo(repo)
                .action(facts.action())
                .actor(facts.sender())
                .branch(branch)
                .mergeQueue(branch.startsWith(Refs.MERGE_QUEUE))
                .tag(facts.tag() == null ? "" : facts.tag().name())
                .sha(facts.sha())
                .number(facts.number() == null ? "" : facts.number().toString())
                .deleted(facts.deletion());
    }
}
