package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.sender.tree.Node;
import dev.jenvoy.sender.tree.WrongType;

/** Reads what programs report about commits: runs, checks, states and deployments. */
final class GitHubRuns {

    private static final String RUN = "run";
    private static final String CHECK = "check";

    private GitHubRuns() {}

    static void workflowRun(Node root, MessageBuilder message) throws WrongType {
        Node run = root.at("workflow_run");
        putRun(root, run, message);
        message.kind(RUN)
                .workflow(run.firstText("name", "path"))
                .number(run.text("run_number"))
                .title(run.text("display_title"))
                .branch(run.text("head_branch"))
                .sameRepository(isOfRepository(root, run));
    }

    static void workflowJob(Node root, MessageBuilder message) throws WrongType {
        Node job = root.at("workflow_job");
        putRun(root, job, message);
        message.kind("job").workflow(job.text("name")).branch(job.text("head_branch"));
    }

    static void checkRun(Node root, MessageBuilder message) throws WrongType {
        Node run = root.at("check_run");
        putRun(root, run, message);
        message.kind(CHECK)
                .workflow(run.text("name"))
                .title(run.at("output").text("title"))
                .branch(run.at("check_suite").text("head_branch"));
    }

    static void checkSuite(Node root, MessageBuilder message) throws WrongType {
        Node suite = root.at("check_suite");
        putRun(root, suite, message);
        message.kind(CHECK).workflow(suite.at("app").text("name")).branch(suite.text("head_branch"));
    }

    /** Forgejo says in the event's name how a run ended, and that a success follows a failure. */
    static void forgejoRun(String event, Node root, MessageBuilder message) throws WrongType {
        Node run = root.at(RUN);
        String conclusion = event.equals("action_run_failure") ? "failure" : "success";
        message.repoUrl(run.at("repository").text("html_url"))
                .kind(RUN)
                .workflow(run.firstText("workflow_id", "title"))
                .number(run.text("index_in_repo"))
                .title(run.text("title"))
                .branch(Refs.branch(run.text("prettyref")))
                .sha(run.text("commit_sha"))
                .url(run.text("html_url"))
                .actor(run.at("trigger_user").text("login"))
                .conclusion(conclusion)
                .action(conclusion);
    }

    static void status(Node root, MessageBuilder message) throws WrongType {
        String state = root.text("state");
        String page = root.text("target_url");
        message.kind(CHECK)
                .workflow(root.text("context"))
                .title(root.text("description"))
                .state(state)
                .conclusion(state)
                .action(state)
                .sha(root.text("sha"))
                .branch(root.first("branches").text("name"))
                .url(page.isEmpty() ? root.at("commit").text("html_url") : page);
    }

    static void deployment(Node root, MessageBuilder message) throws WrongType {
        Node deployment = root.at("deployment");
        Node status = root.at("deployment_status");
        String page = status.firstText("log_url", "target_url", "environment_url");
        String environment = status.text("environment");
        message.kind("deployment")
                .environment(environment.isEmpty() ? deployment.text("environment") : environment)
                .branch(Refs.branch(deployment.text("ref")))
                .sha(deployment.text("sha"))
                .title(status.text("description"));
        if (!page.isEmpty()) {
            message.url(page);
        }
        if (status.isThere()) {
            String state = status.text("state");
            message.state(state).conclusion(state).action(state);
        }
    }

    static void pageBuild(Node root, MessageBuilder message) throws WrongType {
        Node build = root.at("build");
        String status = build.text("status");
        message.kind("page build")
                .state(status)
                .conclusion(status)
                .action(status)
                .sha(build.text("commit"))
                .body(build.at("error").text("message"));
    }

    /** What a run came to is its action; one that has not ended has the action that GitHub names. */
    private static void putRun(Node root, Node run, MessageBuilder message) throws WrongType {
        String conclusion = run.text("conclusion");
        String page = run.text("html_url");
        message.sha(run.text("head_sha"))
                .state(run.text("status"))
                .conclusion(conclusion)
                .action(conclusion.isEmpty() ? root.text("action") : conclusion);
        if (!page.isEmpty()) {
            message.url(page);
        }
    }

    private static boolean isOfRepository(Node root, Node run) throws WrongType {
        String head = run.at("head_repository").text("full_name");
        return !head.isEmpty() && head.equals(root.at("repository").text("full_name"));
    }
}
