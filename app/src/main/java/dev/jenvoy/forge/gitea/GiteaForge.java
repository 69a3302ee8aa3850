package dev.jenvoy.forge.gitea;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.service.CommitStatus;
import dev.jenvoy.forge.service.Cut;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.IssueComments;
import dev.jenvoy.forge.service.PullPlace;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;

/** Writes statuses and comments by the interface of Gitea, which Forgejo has too. */
public final class GiteaForge implements Forge {

    /** The list of statuses shows no more. */
    private static final int MAX_DESCRIPTION = 140;

    private static final int MAX_CONTEXT = 255;

    private final WebAddress api;
    private final ForgeCaller caller;
    private final IssueComments comments;

    public GiteaForge(WebAddress api, ForgeCaller caller) {
        this.api = api;
        this.caller = caller;
        this.comments = new IssueComments(caller, new Places(api), "body", false);
    }

    private record Places(WebAddress api) implements IssueComments.Layout {

        @Override
        public WebAddress list(PullPlace pull) {
            return api.below("/repos/" + pull.repo().path() + "/issues/" + pull.number() + "/comments");
        }

        @Override
        public WebAddress one(PullPlace pull, String comment) {
            return api.below("/repos/" + pull.repo().path() + "/issues/comments/" + WebAddress.encode(comment));
        }

        @Override
        public String change() {
            return "PATCH";
        }
    }

    /** Puts a token into a request. */
    public static HttpCall signed(HttpCall call, String token) {
        return call.header("Authorization", "token " + token);
    }

    @Override
    public ForgeReply show(CommitStatus status) throws InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("state", status.state().word());
        if (!status.link().isEmpty()) {
            body.addProperty("target_url", status.link());
        }
        body.addProperty("description", Cut.to(MAX_DESCRIPTION, status.description()));
        body.addProperty("context", Cut.to(MAX_CONTEXT, status.context()));
        WebAddress address = api.below("/repos/" + status.repo().path() + "/statuses/" + status.sha());
        return caller.ask(status.repo(), HttpCall.postJson(address, body)).reply("id");
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
