package dev.jenvoy.forge.missed;

import dev.jenvoy.forge.github.AppTokens;
import dev.jenvoy.forge.github.GitHubSentLog;
import dev.jenvoy.forge.kind.OpenForge;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.SentLog;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.journal.History.KnownWebhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the webhooks of GitHub that a configured repository or organisation has. */
final class ConfiguredWebhooks {

    private static final String SOURCE = "github";

    private ConfiguredWebhooks() {}

    /**
     * What was found.
     *
     * @param failure why the webhooks are not known
     */
    record Found(List<OwnLog> logs, Optional<ForgeReply.Failure> failure) {
        Found {
            logs = List.copyOf(logs);
        }
    }

    /**
     * A webhook.
     *
     * @param id its number; empty for that of an App, which GitHub does not say
     * @param url where it sends to
     */
    record OwnLog(String id, String url, SentLog log) {

        /** Returns the keys under which the journal may have its deliveries. */
        Set<KnownWebhook> keys(List<KnownWebhook> known) {
            Set<KnownWebhook> keys = new HashSet<>();
            known.stream().filter(one -> one.source().equals(SOURCE)).forEach(keys::add);
            if (!id.isEmpty()) {
                // The journal may have deliveries that are older than those by which it knows webhooks.
                keys.add(new KnownWebhook(SOURCE, id, "", ""));
                path(url).ifPresent(path -> keys.add(new KnownWebhook(SOURCE, path + " " + id, "", "")));
            }
            return keys;
        }

        private static Optional<String> path(String url) {
            try {
                return Optional.ofNullable(URI.create(url).getPath()).filter(path -> path.length() > 1);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Asks for the webhooks. Blocks for the network.
     *
     * @param ofOwner whether the webhooks of the owner are wanted, not those of the repository
     */
    static Found of(OpenForge forge, Repo repo, boolean ofOwner) throws InterruptedException {
        WebAddress api = forge.options().api();
        List<OwnLog> logs = new ArrayList<>();
        Optional<AppTokens> app = forge.app();
        if (app.isPresent()) {
            GitHubSentLog.addressOfApp(api, app.get(), repo)
                    .ifPresent(url -> logs.add(new OwnLog("", url, GitHubSentLog.ofApp(api, app.get(), repo))));
        }
        GitHubSentLog.Webhooks webhooks = ofOwner
                ? GitHubSentLog.webhooksOfOrganisation(api, forge.caller(), repo)
                : GitHubSentLog.webhooksOfRepository(api, forge.caller(), repo);
        if (webhooks instanceof GitHubSentLog.Webhooks.Failed failed) {
            // An App without the right to see webhooks still has its own.
            return new Found(logs, logs.isEmpty() ? Optional.of(failed.failure()) : Optional.empty());
        }
        for (GitHubSentLog.Webhook one : ((GitHubSentLog.Webhooks.Listed) webhooks).webhooks()) {
            logs.add(new OwnLog(
                    one.id(),
                    one.url(),
                    ofOwner
                            ? GitHubSentLog.ofOrganisation(api, forge.caller(), repo, one.id())
                            : GitHubSentLog.ofRepository(api, forge.caller(), repo, one.id())));
        }
        return new Found(logs, Optional.empty());
    }
}
