package dev.jenvoy.forge.bitbucket;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.service.CommitState;
import dev.jenvoy.forge.service.CommitStatus;
import dev.jenvoy.forge.service.Cut;
import dev.jenvoy.forge.service.Forge;
import dev.jenvoy.forge.service.ForgeAnswer;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.PullPlace;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;

/** Writes build statuses and comments by the REST interface of Bitbucket Data Center 7.4 and newer. */
public final class BitbucketServerForge implements Forge {

    private static final int MAX_TEXT = 255;
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;

    private final WebAddress api;
    private final ForgeCaller caller;

    public BitbucketServerForge(WebAddress api, ForgeCaller caller) {
        this.api = api;
        this.caller = caller;
    }

    @Override
    public ForgeReply show(CommitStatus status) throws InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("key", Cut.to(MAX_TEXT, status.context()));
        body.addProperty("state", word(status.state()));
        body.addProperty("url", status.link());
        body.addProperty("name", Cut.to(MAX_TEXT, status.context()));
        body.addProperty("description", Cut.to(MAX_TEXT, status.description()));
        WebAddress address = at(status.repo()).below("/commits/" + status.sha() + "/builds");
        return caller.ask(status.repo(), HttpCall.postJson(address, body)).reply();
    }

    private static String word(CommitState state) {
        return switch (state) {
            case PENDING -> "INPROGRESS";
            case SUCCESS -> "SUCCESSFUL";
            case FAILURE -> "FAILED";
            case ERROR -> "CANCELLED";
        };
    }

    private WebAddress at(Repo repo) {
        return api.below("/projects/" + WebAddress.encode(repo.owner()) + "/repos/" + WebAddress.encode(repo.name()));
    }

    private WebAddress pull(PullPlace pull) {
        return at(pull.repo()).below("/pull-requests/" + pull.number());
    }

    @Override
    public ForgeReply write(PullPlace pull, String text) throws InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("text", text);
        return caller.ask(pull.repo(), HttpCall.postJson(pull(pull).below("/comments"), body))
                .reply("id");
    }

    /** Names the version of the comment that it replaces, as the interface demands. */
    @Override
    public ForgeReply edit(PullPlace pull, String comment, String text) throws InterruptedException {
        WebAddress address = pull(pull).below("/comments/" + WebAddress.encode(comment));
        ForgeAnswer known = caller.ask(pull.repo(), HttpCall.get(address));
        if (!(known instanceof ForgeAnswer.Good good)) {
            return known.reply();
        }
        JsonObject body = new JsonObject();
        body.addProperty("text", text);
        body.add("version", good.object().get("version"));
        return caller.ask(pull.repo(), HttpCall.putJson(address, body)).reply("id");
    }

    /** Looks at the activities of the pull request, because a list of comments is there for single files alone. */
    @Override
    public ForgeReply find(PullPlace pull, String mark) throws InterruptedException {
        String start = "0";
        for (int page = 0; page < MAX_PAGES; page++) {
            WebAddress address = pull(pull)
                    .below("/activities")
                    .with("limit", Integer.toString(PAGE))
                    .with("start", start);
            ForgeAnswer answer = caller.ask(pull.repo(), HttpCall.get(address));
            if (!(answer instanceof ForgeAnswer.Good good)) {
                return answer.reply();
            }
            for (JsonObject activity : good.list("values")) {
                if (JsonBody.word(activity, "comment", "text").contains(mark)) {
                    return new ForgeReply.Done(JsonBody.word(activity, "comment", "id"));
                }
            }
            start = JsonBody.word(good.object(), "nextPageStart");
            if (start.isEmpty()) {
                break;
            }
        }
        return new ForgeReply.Missing("no comment has the mark");
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
