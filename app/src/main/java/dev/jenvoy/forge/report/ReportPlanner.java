package dev.jenvoy.forge.report;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.forge.options.ForgeKind;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.service.Repo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the reports about planned hooks. The payload says on which host the repository is, or the entry of a sender that is no
 * forge's; only the configuration says where
 * a token is sent, and only for repositories of the sender's own kind of forge.
 */
final class ReportPlanner {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.forges");

    private final Supplier<ForgesOptions> options;
    private final WantedReports wanted;

    ReportPlanner(Supplier<ForgesOptions> options, WantedReports wanted) {
        this.options = options;
        this.wanted = wanted;
    }

    /** Returns the reports about these actions. Reads the payload if a hook wants a report. */
    List<Planned> plan(Delivery delivery, List<Action> planned) {
        List<String> statuses = hooks(planned, WantedReports.Form.STATUS);
        List<String> comments = hooks(planned, WantedReports.Form.COMMENT);
        Facts facts = delivery.facts();
        if ((statuses.isEmpty() && comments.isEmpty()) || facts.owner() == null || facts.repository() == null) {
            return List.of();
        }
        Repo repo = new Repo(facts.owner().toString(), facts.repository().toString());
        String source = delivery.key().source();
        Optional<String> host = ForgeKind.knows(source)
                ? host(delivery, repo)
                : wanted.forgeOf(source).filter(named -> has(named, repo));
        if (host.isEmpty()) {
            return List.of();
        }
        List<ReportOrder> orders = new ArrayList<>();
        String sha = facts.sha() == null ? "" : facts.sha();
        for (boolean isEnd : new boolean[] {false, true}) {
            if (sha.matches("[0-9a-fA-F]{7,64}")) {
                statuses.forEach(
                        hook -> orders.add(new ReportOrder(false, isEnd, host.get(), repo, sha, 0, List.of(hook))));
            }
            if (!comments.isEmpty() && facts.number() != null && facts.number() > 0) {
                orders.add(new ReportOrder(true, isEnd, host.get(), repo, sha, facts.number(), comments));
            }
        }
        return orders.stream().flatMap(order -> planned(order).stream()).toList();
    }

    private List<String> hooks(List<Action> planned, WantedReports.Form form) {
        return planned.stream()
                .filter(action -> action.kind().equals(wanted.kind()))
                .map(Action::name)
                .filter(hook -> wanted.of(hook).contains(form))
                .toList();
    }

    private boolean has(String host, Repo repo) {
        return options.get().of(host, repo.toString()).isPresent();
    }

    private Optional<String> host(Delivery delivery, Repo repo) {
        try {
            Optional<String> host = RepositoryHost.of(delivery);
            boolean isKnown = host.flatMap(found -> options.get().of(found, repo.toString()))
                    .filter(forge -> forge.kind().sends(delivery.key().source()))
                    .isPresent();
            if (!isKnown) {
                LOG.warn(
                        "no report: no token for the host of the repository host={} repository={} delivery={}",
                        host.orElse("unknown"),
                        repo,
                        delivery.id());
            }
            return isKnown ? host : Optional.empty();
        } catch (IOException e) {
            LOG.warn("payload cannot be read for reports delivery={}", delivery.id(), e);
            return Optional.empty();
        }
    }

    private static Optional<Planned> planned(ReportOrder order) {
        String json = order.json();
        if (json.getBytes(StandardCharsets.UTF_8).length > Planned.MAX_ARGUMENTS_BYTES) {
            return Optional.empty();
        }
        Policy policy = order.isEnd()
                ? Policy.afterIn(order.place(), Policy.MANY_RETRIES)
                : Policy.apartIn(order.place(), Policy.MANY_RETRIES);
        return Optional.of(new Planned(Reports.KIND, order.name(), policy, Optional.of(json)));
    }
}
