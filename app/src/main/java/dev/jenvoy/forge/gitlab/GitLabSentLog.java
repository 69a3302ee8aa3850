package dev.jenvoy.forge.gitlab;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.service.ForgeAnswer;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.SentDelivery;
import dev.jenvoy.forge.service.SentLog;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a webhook of a project, which GitLab keeps for seven days, since GitLab 17.4. They have no time: each counts as sent
 * at the begin of the time that is asked for.
 *
 * @param hook the address of the webhook
 */
public record GitLabSentLog(String name, String url, WebAddress hook, ForgeCaller caller, Repo repo)
        implements SentLog {

    /** Each event has its whole payload with it. */
    private static final int PAGE = 20;

    private static final int MAX_PAGES = 50;

    /** The webhooks of a project, or why they are not known. */
    public sealed interface Hooks {

        record Listed(List<GitLabSentLog> hooks) implements Hooks {
            public Listed {
                hooks = List.copyOf(hooks);
            }
        }

        record Failed(ForgeReply.Failure failure) implements Hooks {}
    }

    /** Lists the webhooks of a project. Blocks for the network. */
    public static Hooks hooks(WebAddress api, ForgeCaller caller, Repo repo) throws InterruptedException {
        WebAddress hooks = api.below("/projects/" + repo.part() + "/hooks");
        ForgeAnswer answer = caller.ask(repo, HttpCall.get(hooks.with("per_page", "100")));
        if (!(answer instanceof ForgeAnswer.Good good)) {
            return new Hooks.Failed(((ForgeAnswer.Bad) answer).failure());
        }
        List<GitLabSentLog> all = new ArrayList<>();
        for (JsonObject hook : good.list()) {
            String id = JsonBody.word(hook, "id");
            if (id.matches("[0-9]{1,18}")) {
                all.add(new GitLabSentLog(
                        "webhook " + id + " of " + repo,
                        JsonBody.word(hook, "url"),
                        hooks.below("/" + id),
                        caller,
                        repo));
            }
        }
        return new Hooks.Listed(all);
    }

    @Override
    public Listing list(Instant since) throws InterruptedException {
        List<SentDelivery> all = new ArrayList<>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            WebAddress address = hook.below("/events")
                    .with("per_page", Integer.toString(PAGE))
                    .with("page", Integer.toString(page));
            ForgeAnswer answer = caller.ask(repo, HttpCall.get(address));
            if (!(answer instanceof ForgeAnswer.Good good)) {
                return new Listing.Failed(((ForgeAnswer.Bad) answer).failure());
            }
            for (JsonObject event : good.list()) {
                String number = JsonBody.word(event, "id");
                String id = JsonBody.word(event, "request_headers", "Idempotency-Key");
                if (number.matches("[0-9]{1,18}") && !id.isEmpty()) {
                    boolean isTaken = JsonBody.word(event, "response_status").matches("2[0-9][0-9]");
                    String name = JsonBody.word(event, "request_headers", "X-Gitlab-Event");
                    all.add(new SentDelivery(number, id, since, isTaken, name));
                }
            }
            if (good.list().size() < PAGE) {
                break;
            }
        }
        return new Listing.Listed(all);
    }

    @Override
    public ForgeReply resend(SentDelivery delivery) throws InterruptedException {
        WebAddress address = hook.below("/events/" + delivery.number() + "/resend");
        return caller.ask(repo, HttpCall.postJson(address, new JsonObject())).reply();
    }
}
