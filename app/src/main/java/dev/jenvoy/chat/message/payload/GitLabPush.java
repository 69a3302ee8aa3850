package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;
import java.util.ArrayList;
import java.util.List;

/** Reads GitLab's pushes of branches and tags. GitLab says neither that a push is forced nor which commits are new. */
final class GitLabPush {

    private GitLabPush() {}

    static void push(String repoUrl, Node root, MessageBuilder message) throws WrongType {
        String before = root.text("before");
        String after = root.text("after");
        boolean created = Refs.isZero(before);
        boolean deleted = Refs.isZero(after);
        Refs.put(root.text("ref"), message);
        message.before(before).created(created).deleted(deleted);
        if (!deleted) {
            // For an annotated tag the commit behind it; "after" is the tag's own object.
            message.sha(root.firstText("checkout_sha", "after"));
        }
        if (!repoUrl.isEmpty() && !created && !deleted && !before.isEmpty() && !after.isEmpty()) {
            message.url(repoUrl + "/-/compare/" + before + "..." + after);
        }
        List<Commit> commits = commits(root);
        int count = Math.max(commits.size(), root.count("total_commits_count"));
        message.commits(commits).count(count).distinct(count);
    }

    private static List<Commit> commits(Node root) throws WrongType {
        List<Commit> commits = new ArrayList<>();
        for (Node commit : root.list("commits")) {
            commits.add(Commit.of(
                    commit.text("id"),
                    commit.firstText("message", "title"),
                    author(commit.at("author"), root),
                    commit.text("url"),
                    true));
        }
        return commits;
    }

    /** Names the pusher by login, so that an author can be compared with the actor; other authors have names alone. */
    private static String author(Node author, Node root) throws WrongType {
        String name = author.text("name");
        String mail = author.text("email");
        boolean pusher =
                name.equals(root.text("user_name")) || (!mail.isEmpty() && mail.equals(root.text("user_email")));
        String login = root.text("user_username");
        return pusher && !login.isEmpty() ? login : name;
    }
}
