package dev.jenvoy.forge.report;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.journal.History;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The reports of deliveries: what is planned, and what is written. Safe for use by several threads. */
public final class Reports {

    /** The name of the action kind, which is stored with each action: never change it. */
    public static final String KIND = "reports";

    private final Supplier<ForgesOptions> options;
    private final ReportPlanner planner;
    private final ReportAction.Parts parts;

    /**
     * @param options the section of the configuration in force
     * @param wanted says which reports are wanted
     * @param history knows how hooks ended
     */
    public Reports(
            Supplier<ForgesOptions> options,
            WantedReports wanted,
            ForgePool pool,
            ForgeBook book,
            History history,
            ReportListener listener,
            InstantSource clock) {
        this.options = options;
        this.planner = new ReportPlanner(options, wanted);
        this.parts = new ReportAction.Parts(options, pool, book, history, wanted.kind(), listener, clock);
    }

    /** Plans the reports about planned hooks. Blocks for the payload if a hook wants a report. Throws nothing. */
    public List<Action> follow(Delivery delivery, List<Action> planned) {
        return planner.plan(delivery, planned).stream().map(this::restore).toList();
    }

    /** Restores an action of a delivery that was accepted earlier. */
    public Action restore(Planned planned) {
        return new ReportAction(planned, parts);
    }

    /** Returns the part of the workers that the reports of one forge use together. */
    public List<ActionKind.Share> shares(Planned planned, int places) {
        return planned.arguments()
                .flatMap(ReportOrder::read)
                .flatMap(order -> options.get().of(order.host(), order.repo().toString()))
                .map(forge -> List.of(new ActionKind.Share(forge.name(), places)))
                .orElse(List.of());
    }
}
