package dev.jenvoy.web.admin.http;

import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.schedule.LiveOutput;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.health.Readiness;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the admin listener shows and works with.
 *
 * @param settings who may speak to it
 * @param journal what is recorded from now on
 * @param history what was
 * @param outputs what running hooks print
 * @param refusals the last refused requests
 * @param hooks the hooks folder and its options
 * @param config the configuration in force
 * @param readiness whether work is taken
 * @param server what does not change, and the public address
 * @param random unguessable
 */
public record AdminServices(
        Supplier<AdminSettings> settings,
        Journal journal,
        History history,
        Dispatcher dispatcher,
        LiveOutput outputs,
        RejectionList refusals,
        Supplier<HookSettings> hooks,
        Supplier<ConfigReport> config,
        Supplier<Readiness> readiness,
        Supplier<ServerFacts> server,
        InstantSource clock,
        RandomGenerator random) {}
