package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads Bitbucket's pushes. One payload may report several branches and tags, each of which is a delivery of its own. */
final class BitbucketPush {

    private BitbucketPush() {}

    static void push(Facts facts, Node root, MessageBuilder message) throws WrongType {
        if (root.has("push")) {
            cloud(facts, root, message);
        } else {
            server(facts, root, message);
        }
    }

    private static void cloud(Facts facts, Node root, MessageBuilder message) throws WrongType {
        for (Node change : root.at("push").list("changes")) {
            Node now = change.at("new");
            Node old = change.at("old");
            Node ref = now.isThere() ? now : old;
            String name = ref.text("name");
            boolean tag = ref.text("type").endsWith("tag");
            if (isOf(facts, name, tag, !now.isThere())) {
                putName(name, tag, message);
                String page = BitbucketReader.page(change);
                if (!page.isEmpty()) {
                    message.url(page);
                }
                message.created(!old.isThere())
                        .deleted(!now.isThere())
                        .forced(change.flag("forced") && old.isThere() && now.isThere())
                        .before(old.text("target.hash"))
                        .commits(commits(change));
                if (now.isThere()) {
                    message.sha(now.text("target.hash"));
                }
                return;
            }
        }
    }

    private static void server(Facts facts, Node root, MessageBuilder message) throws WrongType {
        for (Node change : root.list("changes")) {
            String id = change.text("refId");
            boolean tag = id.startsWith("refs/tags/");
            boolean deleted = change.text("type").equals("DELETE") || Refs.isZero(change.text("toHash"));
            if (isOf(facts, tag ? id.substring("refs/tags/".length()) : Refs.branch(id), tag, deleted)) {
                Refs.put(id, message);
                String before = change.text("fromHash");
                message.created(change.text("type").equals("ADD") || Refs.isZero(before))
                        .deleted(deleted)
                        .before(before);
                if (!deleted) {
                    message.sha(change.text("toHash"));
                }
                return;
            }
        }
    }

    /** Returns whether a delivery's facts were read out of this change. */
    private static boolean isOf(Facts facts, String name, boolean tag, boolean deleted) {
        String known = tag
                ? facts.tag() == null ? "" : facts.tag().name()
                : facts.branch() == null ? "" : facts.branch().name();
        return known.equals(name) && facts.deletion() == deleted;
    }

    private static void putName(String name, boolean tag, MessageBuilder message) {
        if (tag) {
            Refs.putTag(name, message);
        } else {
            Refs.putBranch(name, message);
        }
    }

    /** The cloud lists the newest commit first, and five at most. */
    private static List<Commit> commits(Node change) throws WrongType {
        List<Commit> commits = new ArrayList<>();
        for (Node commit : change.list("commits")) {
            Node author = commit.at("author");
            String login = BitbucketReader.name(author.at("user"));
            commits.add(Commit.of(
                    commit.text("hash"),
                    commit.text("message"),
                    login.isEmpty() ? withoutAddress(author.text("raw")) : login,
                    BitbucketReader.page(commit),
                    true));
        }
        Collections.reverse(commits);
        return commits;
    }

    private static String withoutAddress(String author) {
        int address = author.indexOf('<');
        return address < 0 ? author : author.substring(0, address);
    }
}
