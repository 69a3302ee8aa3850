package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.List;

/** Reads pushes, and what GitHub sends beside them when a branch or tag is made or goes. */
final class GitHubPush {

    private GitHubPush() {}

    static void push(Node root, MessageBuilder message) throws WrongType {
        String before = root.text("before");
        String after = root.text("after");
        boolean created = root.flag("created") || Refs.isZero(before);
        boolean deleted = root.flag("deleted") || Refs.isZero(after);
        Refs.put(root.text("ref"), message);
        String compare = root.firstText("compare", "compare_url");
        if (!compare.isEmpty() && !deleted) {
            message.url(compare);
        }
        message.before(before).created(created).deleted(deleted).forced(root.flag("forced"));
        if (!deleted) {
            message.sha(after);
        }
        List<Commit> commits = commits(root);
        message.commits(commits);
        // Gitea lists at most as many as its administrator allows, and says how many there are.
        int total = root.count("total_commits");
        if (total > commits.size()) {
            int unlisted = total - commits.size();
            message.count(total)
                    .distinct((int) commits.stream().filter(Commit::distinct).count() + unlisted);
        }
    }

    /** Branch and tag are known by the facts, which also know who may send a whole reference here. */
    static void createdOrDeleted(Node root, MessageBuilder message) throws WrongType {
        message.kind(root.text("ref_type").equals("tag") ? "tag" : "branch");
    }

    private static List<Commit> commits(Node root) throws WrongType {
        Node pusher = root.at("pusher");
        List<Commit> commits = new ArrayList<>();
        for (Node commit : root.list("commits")) {
            commits.add(Commit.of(
                    commit.text("id"),
                    commit.text("message"),
                    author(commit.at("author"), pusher, root.at("sender")),
                    commit.text("url"),
                    !commit.has("distinct") || commit.flag("distinct")));
        }
        return commits;
    }

    /** Names an author by login, so that it can be compared with the actor; the pusher is known by the same address too. */
    private static String author(Node author, Node pusher, Node sender) throws WrongType {
        String login = author.text("username");
        String mail = author.text("email");
        if (login.isEmpty() && !mail.isEmpty() && mail.equals(pusher.text("email"))) {
            login = sender.firstText("login", "username");
        }
        return login.isEmpty() ? author.text("name") : login;
    }
}
