package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;

/** Reads GitLab's pipelines, jobs and deployments, whose states get GitHub's names. */
final class GitLabRuns {

    private GitLabRuns() {}

    static void pipeline(String repoUrl, Node root, MessageBuilder message) throws WrongType {
        Node pipeline = root.at("object_attributes");
        String id = pipeline.text("id");
        String name = pipeline.text("name");
        String page = pipeline.text("url");
        putRef(pipeline.text("ref"), pipeline.flag("tag"), message);
        putState(pipeline.text("status"), message);
        message.kind("run")
                .workflow(name.isEmpty() ? "pipeline" : name)
                .number(id)
                .title(firstLine(root.at("commit").text("message")))
                .sha(pipeline.text("sha"))
                .url(page.isEmpty() ? pageOf(repoUrl, "pipelines", id) : page);
    }

    static void job(String repoUrl, Node root, MessageBuilder message) throws WrongType {
        String id = root.text("build_id");
        String reason = root.text("build_failure_reason");
        putRef(root.text("ref"), root.flag("tag"), message);
        putState(root.text("build_status"), message);
        message.kind("job")
                .workflow(root.text("build_name"))
                .number(id)
                .sha(root.text("sha"))
                .reason(reason.equals("unknown_failure") ? "" : reason)
                .environment(root.at("environment").text("name"))
                .url(pageOf(repoUrl, "jobs", id));
    }

    static void deployment(Node root, MessageBuilder message) throws WrongType {
        String page = root.firstText("deployable_url", "commit_url");
        putState(root.text("status"), message);
        message.kind("deployment")
                .environment(root.text("environment"))
                .branch(root.text("ref"))
                .sha(root.text("short_sha"))
                .title(root.text("commit_title"));
        if (!page.isEmpty()) {
            message.url(page);
        }
    }

    private static void putRef(String ref, boolean isTag, MessageBuilder message) {
        if (isTag) {
            Refs.putTag(ref, message);
        } else {
            Refs.putBranch(ref, message);
        }
    }

    private static void putState(String status, MessageBuilder message) {
        String state =
                switch (status) {
                    case "failed" -> "failure";
                    case "canceled" -> "cancelled";
                    default -> status;
                };
        boolean ended = state.equals("failure")
                || state.equals("cancelled")
                || state.equals("success")
                || state.equals("skipped");
        message.state(status).action(state).conclusion(ended ? state : "");
    }

    private static String pageOf(String repoUrl, String what, String id) {
        return repoUrl.isEmpty() || id.isEmpty() ? repoUrl : repoUrl + "/-/" + what + "/" + id;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
