package dev.jenvoy.forge.missed;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.github.GitHubSentLog;
import dev.jenvoy.forge.gitlab.GitLabSentLog;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.kind.OpenForge;
import dev.jenvoy.forge.options.ForgeKind;
import dev.jenvoy.forge.options.ForgeOptions;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.SentDelivery;
import dev.jenvoy.forge.service.SentLog;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.History.KnownWebhook;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One search for missed deliveries, by the webhooks that the journal knows or that are configured. Used by one thread. */
final class MissedSearch {

    /** What was found: oldest first, and which webhooks could not be asked. */
    record Found(List<MissedDelivery> missed, List<String> problems) {
        Found {
            missed = List.copyOf(missed);
            problems = List.copyOf(problems);
        }
    }

    private final ForgesOptions options;
    private final ForgePool pool;
    private final ForgeBook book;
    private final History history;
    private final Instant since;
    private final Instant until;
    private final Set<String> searched = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private final List<MissedDelivery> missed = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param since the oldest deliveries of interest
     * @param until the newest: those after it may still arrive
     */
    MissedSearch(ForgesOptions options, ForgePool pool, ForgeBook book, History history, Instant since, Instant until) {
        this.options = options;
        this.pool = pool;
        this.book = book;
        this.history = history;
        this.since = since;
        this.until = until;
    }

    /** Searches. Blocks for the network and the disk. */
    Found run() throws IOException, InterruptedException {
        List<KnownWebhook> known = history.webhooks();
        for (KnownWebhook webhook : known) {
            if (!webhook.owner().isEmpty() && !webhook.repository().isEmpty()) {
                Repo repo = new Repo(webhook.owner(), webhook.repository());
                for (ForgeOptions forge : forges(webhook, repo)) {
                    search(webhook, known, repo, pool.of(forge));
                }
            }
        }
        for (ForgeOptions forge : options.hosts().values()) {
            for (String name : forge.webhooksOf()) {
                configured(name, known, pool.of(forge));
            }
        }
        missed.sort(Comparator.comparing((MissedDelivery one) -> one.delivery().sent())
                .thenComparing(one -> number(one.delivery())));
        return new Found(missed, problems);
    }

    private static long number(SentDelivery delivery) {
        return delivery.number().length() <= 18 ? Long.parseLong(delivery.number()) : Long.MAX_VALUE;
    }

    /** Returns the entry of each host that may have the repository: the journal does not say which of several it is. */
    private List<ForgeOptions> forges(KnownWebhook webhook, Repo repo) {
        return options.hosts().values().stream()
                .filter(forge -> forge.kind().sends(webhook.source()))
                .map(ForgeOptions::host)
                .distinct()
                .flatMap(host -> options.of(host, repo.toString()).stream())
                .toList();
    }

    private void search(KnownWebhook webhook, List<KnownWebhook> known, Repo repo, OpenForge forge)
            throws IOException, InterruptedException {
        if (forge.options().kind() == ForgeKind.GITHUB) {
            gitHub(webhook, known, repo, forge);
        } else if (forge.options().kind() == ForgeKind.GITLAB) {
            gitLab(known, repo, forge);
        }
    }

    private void gitHub(KnownWebhook webhook, List<KnownWebhook> known, Repo repo, OpenForge forge)
            throws IOException, InterruptedException {
        String id = webhook.webhook().substring(webhook.webhook().lastIndexOf(' ') + 1);
        String name = forge.options().name();
        if (!id.matches("[0-9]{1,18}") || !searched.add(name + " " + id)) {
            return;
        }
        List<SentLog> logs = new ArrayList<>();
        logs.add(GitHubSentLog.ofRepository(forge.options().api(), forge.caller(), repo, id));
        logs.add(GitHubSentLog.ofOrganisation(forge.options().api(), forge.caller(), repo, id));
        forge.app()
                .ifPresent(app -> logs.add(GitHubSentLog.ofApp(forge.options().api(), app, repo)));
        Optional<ForgeReply.Failure> failure = Optional.empty();
        // The journal does not say whose webhook it is: of the repository, of its owner, or of the App.
        for (SentLog log : logs) {
            SentLog.Listing listing = log.list(since);
            if (listing instanceof SentLog.Listing.Listed found) {
                add(found.deliveries(), log, keys(known, webhook, id), repo.toString(), name);
                return;
            }
            ForgeReply.Failure why = ((SentLog.Listing.Failed) listing).failure();
            failure = Optional.of(why);
            if (!(why instanceof ForgeReply.Missing) && !(why instanceof ForgeReply.Refused)) {
                break;
            }
        }
        failure.ifPresent(why -> problems.add(name + ": webhook " + id + " of " + repo + ": " + why.said()));
    }

    /** Searches the webhooks that lead here of a repository, or of an organisation, that the configuration names. */
    private void configured(String name, List<KnownWebhook> known, OpenForge forge)
            throws IOException, InterruptedException {
        int slash = name.lastIndexOf('/');
        // Of an organisation only the owner counts: a token is the same for all its repositories.
        Repo repo = slash < 0 ? new Repo(name, name) : new Repo(name.substring(0, slash), name.substring(slash + 1));
        if (forge.options().kind() == ForgeKind.GITLAB) {
            gitLab(known, repo, forge);
            return;
        }
        String entry = forge.options().name();
        ConfiguredWebhooks.Found found = ConfiguredWebhooks.of(forge, repo, slash < 0);
        found.failure().ifPresent(why -> problems.add(entry + ": webhooks of " + name + ": " + why.said()));
        for (ConfiguredWebhooks.OwnLog own : found.logs()) {
            boolean leadsHere = options.isOwn(own.url());
            if (!leadsHere || (!own.id().isEmpty() && !searched.add(entry + " " + own.id()))) {
                continue;
            }
            SentLog.Listing listing = own.log().list(since);
            if (listing instanceof SentLog.Listing.Listed sent) {
                add(sent.deliveries(), own.log(), own.keys(known), name, entry);
            } else {
                problems.add(entry + ": " + own.log().name() + ": "
                        + ((SentLog.Listing.Failed) listing).failure().said());
            }
        }
    }

    /** Returns the texts for the webhook in keys of deliveries: one without an endpoint, and one for each endpoint. */
    private static Set<KnownWebhook> keys(List<KnownWebhook> known, KnownWebhook webhook, String id) {
        Set<KnownWebhook> keys = new HashSet<>();
        for (KnownWebhook one : known) {
            boolean isSame = one.webhook().equals(id) || one.webhook().endsWith(" " + id);
            if (isSame && one.source().equals(webhook.source())) {
                keys.add(one);
            }
        }
        return keys;
    }

    private void gitLab(List<KnownWebhook> known, Repo repo, OpenForge forge) throws IOException, InterruptedException {
        String name = forge.options().name();
        if (!searched.add(name + " " + repo)) {
            return;
        }
        GitLabSentLog.Hooks hooks = GitLabSentLog.hooks(forge.options().api(), forge.caller(), repo);
        if (hooks instanceof GitLabSentLog.Hooks.Failed failed) {
            problems.add(
                    name + ": webhooks of " + repo + ": " + failed.failure().said());
            return;
        }
        Set<KnownWebhook> keys = new HashSet<>();
        for (KnownWebhook one : known) {
            if (one.source().equals("gitlab") && repo.equals(new Repo(one.owner(), one.repository()))) {
                keys.add(one);
            }
        }
        for (GitLabSentLog hook : ((GitLabSentLog.Hooks.Listed) hooks).hooks()) {
            SentLog.Listing listing = hook.list(since);
            if (listing instanceof SentLog.Listing.Failed failed) {
                problems.add(name + ": " + hook.name() + ": " + failed.failure().said());
                continue;
            }
            List<SentDelivery> sent = ((SentLog.Listing.Listed) listing).deliveries();
            boolean isOurs = options.isOwn(hook.url()) || sent.stream().anyMatch(one -> isKept(one.id(), keys));
            if (isOurs) {
                add(sent, hook, keys, repo.toString(), name);
            }
        }
    }

    private void add(List<SentDelivery> sent, SentLog log, Set<KnownWebhook> keys, String repo, String forge)
            throws IOException {
        // That of an App is found by what came from it, and by its name.
        if (!listed.add(forge + ": " + log.name())) {
            return;
        }
        Map<String, SentDelivery> due = new LinkedHashMap<>();
        Set<String> fine = new HashSet<>();
        for (SentDelivery one : sent) {
            if (one.taken() || one.sent().isAfter(until) || !DeliveryKey.isId(one.id())) {
                fine.add(one.id());
            } else {
                due.merge(one.id(), one, (known, other) -> known.sent().isAfter(other.sent()) ? other : known);
            }
        }
        due.keySet().removeAll(fine);
        due.keySet().removeIf(id -> isKept(id, keys));
        due.keySet().removeAll(book.asked(forge + ": " + log.name(), due.keySet()));
        due.values().forEach(one -> missed.add(new MissedDelivery(forge, repo, log, one)));
    }

    private boolean isKept(String id, Set<KnownWebhook> keys) {
        return DeliveryKey.isId(id)
                && keys.stream()
                        .anyMatch(key -> !history.entriesOf(new DeliveryKey(key.source(), key.webhook(), id))
                                .isEmpty());
    }
}
