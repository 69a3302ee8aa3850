package dev.jenvoy.forge.gitlab;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.service.CommitState;
import dev.jenvoy.forge.service.CommitStatus;
import dev.jenvoy.forge.service.Cut;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeAnswer;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.IssueComments;
import dev.jenvoy.forge.service.PullPlace;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;

/** Writes statuses and comments by GitLab's REST interface. */
public final class GitLabForge implements Forge {

    private static final int MAX_TEXT = 255;

    /** How GitLab refuses a status that has the wanted state already. */
    private static final String SAME_STATE = "Cannot transition status";

    private final WebAddress api;
    private final ForgeCaller caller;
    private final IssueComments comments;

    public GitLabForge(WebAddress api, ForgeCaller caller) {
        this.api = api;
        this.caller = caller;
        this.comments = new IssueComments(caller, new Places(api), "body", true);
    }

    private record Places(WebAddress api) implements IssueComments.Layout {

        @Override
        public WebAddress list(PullPlace pull) {
            return api.below("/projects/" + pull.repo().part() + "/merge_requests/" + pull.number() + "/notes");
        }

        @Override
        public WebAddress one(PullPlace pull, String comment) {
            return list(pull).below("/" + WebAddress.encode(comment));
        }

        @Override
        public String change() {
            return "PUT";
        }
    }

    /** Puts a token into a request: a personal one, or one of a group or project. */
    public static HttpCall signed(HttpCall call, String token) {
        return call.header("PRIVATE-TOKEN", token);
    }

    @Override
    public ForgeReply show(CommitStatus status) throws InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("state", word(status.state()));
        body.addProperty("name", Cut.to(MAX_TEXT, status.context()));
        body.addProperty("description", Cut.to(MAX_TEXT, status.description()));
        if (!status.link().isEmpty()) {
            body.addProperty("target_url", status.link());
        }
        WebAddress address = api.below("/projects/" + status.repo().part() + "/statuses/" + status.sha());
        ForgeAnswer answer = caller.ask(status.repo(), HttpCall.postJson(address, body));
        boolean isThere = answer instanceof ForgeAnswer.Bad bad
                && bad.status() == 400
                && bad.words().contains(SAME_STATE)
                && isSame(bad.words(), status.state());
        return isThere ? new ForgeReply.Done("") : answer.reply("id");
    }

    /** The message ends with the state that the status has, and perhaps with a reason in brackets. */
    private static boolean isSame(String words, CommitState wanted) {
        return words.contains("from :" + word(wanted));
    }

    /** GitLab has no state for what could not be run. */
    private static String word(CommitState state) {
        return switch (state) {
            case PENDING -> "pending";
            case SUCCESS -> "success";
            case FAILURE, ERROR -> "failed";
        };
    }

    @Override
    public ForgeReply write(PullPlace pull, String text) throws InterruptedException {
        return comments.write(pull, text);
    }

    @Override
    public ForgeReply edit(PullPlace pull, String comment, String text) throws InterruptedException {
        return comments.edit(pull, comment, text);
    }

    @Override
    public ForgeReply find(PullPlace pull, String mark) throws InterruptedException {
        return comments.find(pull, mark);
    }

    @Override
    public Optional<String> trouble() {
        return caller.trouble();
    }

    @Override
    public void close() {
        caller.close();
    }
}
