package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;

/**
 * Reads builds of Travis CI. The event is the state of the build, the action its cause ({@code push}, {@code pull_request},
 * {@code cron}, {@code api}). The number is the build's; that of a pull request is the message's target.
 */
final class TravisReader {

    private TravisReader() {}

    static void read(Node root, MessageBuilder message) throws WrongType {
        String tag = root.text("tag");
        String branch = root.text("branch");
        String subject = root.text("message").stripLeading().lines().findFirst().orElse("");
        String pull = root.text("pull_request_number");
        String slug = root.at("repository").text("slug");
        if (tag.isEmpty()) {
            Refs.putBranch(branch, message);
        } else {
            Refs.putTag(tag, message);
        }
        if (!slug.isEmpty() && message.build().repo().isEmpty()) {
            message.repo(slug);
        }
        message.kind("build")
                .repoUrl(root.at("repository").text("url"))
                .number(root.text("number"))
                .title(subject)
                .body(subject)
                .target(pull)
                .url(root.text("build_url"))
                .sha(root.text("commit"))
                .state(root.text("state"))
                .actor(root.firstText("author_name", "committer_name"))
                .action(root.text("type"));
        if (!pull.isEmpty()) {
            message.base(branch);
        }
    }
}
