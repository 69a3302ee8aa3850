package dev.jenvoy.forge.service;

import com.google.gson.JsonObject;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.util.Map;

/**
 * Comments as GitHub, Gitea and GitLab have them: a list, and one text each.
 *
 * @param caller sends the requests
 * @param layout says where the comments are
 * @param text the name of the text of a comment
 * @param inPages whether the list comes in pages; else it comes whole
 */
public record IssueComments(ForgeCaller caller, Layout layout, String text, boolean inPages) {

    private static final int PAGE = 50;
    private static final int MAX_PAGES = 20;

    /** Where comments are. */
    public interface Layout {

        /** Returns the address of the list of a pull request. */
        WebAddress list(PullPlace pull);

        /** Returns the address of one comment. */
        WebAddress one(PullPlace pull, String comment);

        /** Returns the method that changes a comment. */
        String change();
    }

    /** See {@link Forge#write}. */
    public ForgeReply write(PullPlace pull, String words) throws InterruptedException {
        return caller.ask(pull.repo(), HttpCall.postJson(layout.list(pull), body(words)))
                .reply("id");
    }

    /** See {@link Forge#edit}. */
    public ForgeReply edit(PullPlace pull, String comment, String words) throws InterruptedException {
        HttpCall call = new HttpCall(
                layout.change(),
                layout.one(pull, comment),
                Map.of(),
                "application/json; charset=utf-8",
                JsonBody.write(body(words)));
        return caller.ask(pull.repo(), call).reply("id");
    }

    /** See {@link Forge#find}. Looks at a thousand comments at most where they come in pages. */
    public ForgeReply find(PullPlace pull, String mark) throws InterruptedException {
        for (int page = 1; page <= MAX_PAGES; page++) {
            WebAddress list = layout.list(pull);
            WebAddress address =
                    inPages ? list.with("per_page", Integer.toString(PAGE)).with("page", Integer.toString(page)) : list;
            ForgeAnswer answer = caller.ask(pull.repo(), HttpCall.get(address));
            if (!(answer instanceof ForgeAnswer.Good good)) {
                return answer.reply();
            }
            for (JsonObject comment : good.list()) {
                if (JsonBody.word(comment, text).contains(mark)) {
                    return new ForgeReply.Done(JsonBody.word(comment, "id"));
                }
            }
            if (!inPages || good.list().size() < PAGE) {
                break;
            }
        }
        return new ForgeReply.Missing("no comment has the mark");
    }

    private JsonObject body(String words) {
        JsonObject body = new JsonObject();
        body.addProperty(text, words);
        return body;
    }
}
