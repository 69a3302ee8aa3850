package dev.jenvoy.forge.run;

import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.report.ReportListener;
import dev.jenvoy.forge.report.Reports;
import dev.jenvoy.forge.report.WantedReports;
import dev.jenvoy.forge.service.ForgeListener;
import dev.jenvoy.journal.History;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** All of forges behind one door. Made when the configuration first has the section. Safe for use by several threads. */
public final class Forges implements AutoCloseable {

    /** The name of the action kind, which is stored with each action: never change it. */
    public static final String KIND = Reports.KIND;

    private static final Duration REMEMBERED = Duration.ofDays(400);
    private static final Duration BETWEEN_FORGETTING = Duration.ofDays(1);

    private final Supplier<ForgesOptions> options;
    private final ForgeBook book;
    private final ForgePool pool;
    private final Reports reports;
    private final InstantSource clock;
    private Instant forgot = Instant.EPOCH;

    /**
     * @param options the section of the configuration in force
     * @param wanted says which reports are wanted
     * @param requests learns of each request
     * @param ended learns how each try to write a report ended
     */
    public Forges(
            Supplier<ForgesOptions> options,
            WantedReports wanted,
            ForgeBook book,
            History history,
            ForgeListener requests,
            ReportListener ended,
            InstantSource clock) {
        this.options = options;
        this.book = book;
        this.clock = clock;
        this.pool = new ForgePool(clock, requests);
        this.reports = new Reports(options, wanted, pool, book, history, ended, clock);
    }

    /** Returns the reports of deliveries. */
    public Reports reports() {
        return reports;
    }

    /** Returns the section of the configuration in force. */
    public ForgesOptions options() {
        return options.get();
    }

    /** Returns what is wrong, each in words. */
    public List<String> troubles() {
        return pool.troubles(options.get());
    }

    /** Follows a change of the configuration, and forgets what is very old, once a day. To be called now and then. */
    public synchronized void follow() {
        pool.follow(options.get());
        Instant now = clock.instant();
        if (forgot.plus(BETWEEN_FORGETTING).isBefore(now)) {
            forgot = now;
            book.forget(now.minus(REMEMBERED));
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        pool.close();
    }
}
