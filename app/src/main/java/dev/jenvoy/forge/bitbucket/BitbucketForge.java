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
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.util.Optional;

/** Writes build statuses and comments by the REST interface of Bitbucket Cloud. */
public final class BitbucketForge implements Forge {

    private static final int MAX_TEXT = 255;
    private static final int PAGE = 50;
    private static final int MAX_PAGES = 20;

    private final WebAddress api;
    private final ForgeCaller caller;

    public BitbucketForge(WebAddress api, ForgeCaller caller) {
        this.api = api;
        this.caller = caller;
    }

    @Override
    public ForgeReply show(CommitStatus status) throws InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("key", BuildKey.of(status.context()));
        body.addProperty("state", word(status.state()));
        body.addProperty("url", status.link());
        body.addProperty("name", Cut.to(MAX_TEXT, status.context()));
        body.addProperty("description", Cut.to(MAX_TEXT, status.description()));
        WebAddress address =
                api.below("/repositories/" + status.repo().path() + "/commit/" + status.sha() + "/statuses/build");
        return caller.ask(status.repo(), HttpCall.postJson(address, body)).reply("key");
    }

    private static String word(CommitState state) {
        return switch (state) {
            case PENDING -> "INPROGRESS";
            case SUCCESS -> "SUCCESSFUL";
            case FAILURE -> "FAILED";
            case ERROR -> "STOPPED";
        };
    }

    @Override
    public ForgeReply write(PullPlace pull, String text) throws InterruptedException {
        return caller.ask(pull.repo(), HttpCall.postJson(comments(pull), body(text)))
                .reply("id");
    }

    @Override
    public ForgeReply edit(PullPlace pull, String comment, String text) throws InterruptedException {
        WebAddress address = comments(pull).below("/" + WebAddress.encode(comment));
        return caller.ask(pull.repo(), HttpCall.putJson(address, body(text))).reply("id");
    }

    @Override
    public ForgeReply find(PullPlace pull, String mark) throws InterruptedException {
        for (int page = 1; page <= MAX_PAGES; page++) {
            WebAddress address =
                    comments(pull).with("pagelen", Integer.toString(PAGE)).with("page", Integer.toString(page));
            ForgeAnswer answer = caller.ask(pull.repo(), HttpCall.get(address));
            if (!(answer instanceof ForgeAnswer.Good good)) {
                return answer.reply();
            }
            for (JsonObject comment : good.list("values")) {
                boolean isDeleted = JsonBody.word(comment, "deleted").equals("true");
                if (!isDeleted && JsonBody.word(comment, "content", "raw").contains(mark)) {
                    return new ForgeReply.Done(JsonBody.word(comment, "id"));
                }
            }
            if (JsonBody.word(good.object(), "next").isEmpty()) {
                break;
            }
        }
        return new ForgeReply.Missing("no comment has the mark");
    }

    private WebAddress comments(PullPlace pull) {
        return api.below("/repositories/" + pull.repo().path() + "/pullrequests/" + pull.number() + "/comments");
    }

    private static JsonObject body(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("raw", text);
        JsonObject body = new JsonObject();
        body.add("content", content);
        return body;
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
