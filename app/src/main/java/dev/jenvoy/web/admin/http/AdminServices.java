package dev.jenvoy.web.admin.http;

import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.cluster.SignOuts;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.rejection.RejectionTally;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.health.Readiness;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The parts that the admin listener uses.
 *
 * @param settings the access settings
 * @param journal the journal, for events and cancellations
 * @param history the recorded deliveries
 * @param figures figures about the recorded deliveries
 * @param bulks runs many deliveries again
 * @param outputs the output of running hooks
 * @param refusals the last rejected requests
 * @param rejections all rejected requests, in groups
 * @param exchanges what deliveries were answered
 * @param hooks the hooks folder and its options
 * @param config the current configuration
 * @param readiness whether the server accepts deliveries
 * @param moves what deliveries did to tickets
 * @param audit who changed what
 * @param server the fixed facts of the server, and its public address
 * @param distantLogs carries the logs of actions that run at other servers; empty for a server alone
 * @param sessionKey a secret of the servers that accept each other's sessions; empty for a server alone
 * @param signOuts the sessions of these servers that were ended; empty for a server alone
 * @param random a source of unpredictable numbers
 */
public record AdminServices(
        Supplier<AdminRequestOptions> settings,
        Journal journal,
        History history,
        Figures figures,
        Dispatcher dispatcher,
        Bulks bulks,
        LiveOutput outputs,
        RejectionList refusals,
        RejectionTally rejections,
        Exchanges exchanges,
        Supplier<HookSettings> hooks,
        Supplier<ConfigReport> config,
        Supplier<Readiness> readiness,
        DeliveryMoves moves,
        AuditLog audit,
        Supplier<ServerFacts> server,
        Optional<DistantLogs> distantLogs,
        Optional<String> sessionKey,
        Optional<SignOuts> signOuts,
        InstantSource clock,
        RandomGenerator random) {}
