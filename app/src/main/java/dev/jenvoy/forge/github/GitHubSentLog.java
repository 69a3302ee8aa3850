package dev.jenvoy.forge.github;

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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deliveries of a webhook of a repository, of an organisation or of an App, which GitHub keeps for three days.
 *
 * @param hook the address of the webhook
 * @param repo whose credentials are used
 */
public record GitHubSentLog(String name, WebAddress hook, ForgeCaller caller, Repo repo) implements SentLog {

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;

    /**
     * A webhook.
     *
     * @param id its number
     * @param url where it sends to
     */
    public record Webhook(String id, String url) {}

    /** The webhooks of a repository or an organisation, or why they are not known. */
    public sealed interface Webhooks {

        record Listed(List<Webhook> webhooks) implements Webhooks {
            public Listed {
                webhooks = List.copyOf(webhooks);
            }
        }

        record Failed(ForgeReply.Failure failure) implements Webhooks {}
    }

    /** Lists the webhooks of a repository. Blocks for the network. */
    public static Webhooks webhooksOfRepository(WebAddress api, ForgeCaller caller, Repo repo)
            throws InterruptedException {
        return webhooks(caller.ask(repo, listing(api.below("/repos/" + repo.path() + "/hooks"))));
    }

    /** Lists the webhooks of the owner of a repository, an organisation. Blocks for the network. */
    public static Webhooks webhooksOfOrganisation(WebAddress api, ForgeCaller caller, Repo repo)
            throws InterruptedException {
        return webhooks(caller.ask(repo, listing(api.below("/orgs/" + WebAddress.encode(repo.owner()) + "/hooks"))));
    }

    /** Returns where the webhook of an App sends to; empty if GitHub does not say it. Blocks for the network. */
    public static Optional<String> addressOfApp(WebAddress api, AppTokens app, Repo repo) throws InterruptedException {
        return app.app().ask(repo, HttpCall.get(api.below("/app/hook/config"))) instanceof ForgeAnswer.Good good
                ? Optional.of(JsonBody.word(good.object(), "url"))
                : Optional.empty();
    }

    private static HttpCall listing(WebAddress hooks) {
        return HttpCall.get(hooks.with("per_page", Integer.toString(PAGE)));
    }

    private static Webhooks webhooks(ForgeAnswer answer) {
        if (!(answer instanceof ForgeAnswer.Good good)) {
            return new Webhooks.Failed(((ForgeAnswer.Bad) answer).failure());
        }
        List<Webhook> all = new ArrayList<>();
        for (JsonObject webhook : good.list()) {
            String id = JsonBody.word(webhook, "id");
            if (id.matches("[0-9]{1,18}")) {
                all.add(new Webhook(id, JsonBody.word(webhook, "config", "url")));
            }
        }
        return new Webhooks.Listed(all);
    }

    /** Returns that of a webhook of a repository. */
    public static SentLog ofRepository(WebAddress api, ForgeCaller caller, Repo repo, String webhook) {
        return new GitHubSentLog(
                "webhook " + webhook + " of " + repo,
                api.below("/repos/" + repo.path() + "/hooks/" + WebAddress.encode(webhook)),
                caller,
                repo);
    }

    /** Returns that of a webhook of the owner of a repository. */
    public static SentLog ofOrganisation(WebAddress api, ForgeCaller caller, Repo repo, String webhook) {
        return new GitHubSentLog(
                "webhook " + webhook + " of " + repo.owner(),
                api.below("/orgs/" + WebAddress.encode(repo.owner()) + "/hooks/" + WebAddress.encode(webhook)),
                caller,
                repo);
    }

    /** Returns that of the webhook of an App. */
    public static SentLog ofApp(WebAddress api, AppTokens app, Repo repo) {
        return new GitHubSentLog("webhook of the App", api.below("/app/hook"), app.app(), repo);
    }

    @Override
    public Listing list(Instant since) throws InterruptedException {
        List<SentDelivery> all = new ArrayList<>();
        WebAddress first = hook.below("/deliveries").with("per_page", Integer.toString(PAGE));
        Optional<WebAddress> next = Optional.of(first);
        for (int page = 0; page < MAX_PAGES && next.isPresent(); page++) {
            ForgeAnswer answer = caller.ask(repo, HttpCall.get(next.get()));
            if (!(answer instanceof ForgeAnswer.Good good)) {
                return new Listing.Failed(((ForgeAnswer.Bad) answer).failure());
            }
            boolean isOld = false;
            for (JsonObject delivery : good.list()) {
                Optional<SentDelivery> read = read(delivery);
                isOld |= read.filter(sent -> sent.sent().isBefore(since)).isPresent();
                read.filter(sent -> !sent.sent().isBefore(since)).ifPresent(all::add);
            }
            // The newest come first.
            next = isOld ? Optional.empty() : good.nextCursor().map(cursor -> first.with("cursor", cursor));
        }
        return new Listing.Listed(all);
    }

    private static Optional<SentDelivery> read(JsonObject delivery) {
        String number = JsonBody.word(delivery, "id");
        String guid = JsonBody.word(delivery, "guid");
        try {
            int status = Integer.parseInt(JsonBody.word(delivery, "status_code"));
            Instant sent = OffsetDateTime.parse(JsonBody.word(delivery, "delivered_at"))
                    .toInstant();
            return number.matches("[0-9]{1,20}") && !guid.isEmpty()
                    ? Optional.of(
                            new SentDelivery(number, guid, sent, status / 100 == 2, JsonBody.word(delivery, "event")))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public ForgeReply resend(SentDelivery delivery) throws InterruptedException {
        WebAddress address = hook.below("/deliveries/" + delivery.number() + "/attempts");
        return caller.ask(repo, HttpCall.postJson(address, new JsonObject())).reply();
    }
}
