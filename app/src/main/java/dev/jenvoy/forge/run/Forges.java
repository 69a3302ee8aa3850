package dev.jenvoy.forge.run;

import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.missed.CatchUp;
import dev.jenvoy.forge.options.ForgeOptions;
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
import java.util.Optional;
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
    private final CatchUp catchUp;
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
        this.catchUp = new CatchUp(options, pool, book, history, clock);
    }

    /** Returns the reports of deliveries. */
    public Reports reports() {
        return reports;
    }

    /** Returns what has missed deliveries sent again. */
    public CatchUp catchUp() {
        return catchUp;
    }

    /** Returns the section of the configuration in force. */
    public ForgesOptions options() {
        return options.get();
    }

    /** Returns why the credentials of a forge cannot be used; empty while all is well or nothing was tried. */
    public Optional<String> trouble(ForgeOptions forge) {
        return pool.trouble(forge);
    }

    /** Returns what is wrong, each in words. */
    public List<String> troubles() {
        return pool.troubles(options.get());
    }

    /** Follows a change of the configuration, and forgets what is very old, once a day. To be called now and then. */
    public synchronized void follow() {
        pool.follow(options.get());
        catchUp.follow();
        Instant now = clock.instant();
        if (forgot.plus(BETWEEN_FORGETTING).isBefore(now)) {
            forgot = now;
            book.forget(now.minus(REMEMBERED));
        }
    }

    /** Follows a change of the configuration, and leaves the rest to another server until {@link #follow} is called again. */
    public void rest() {
        pool.follow(options.get());
        catchUp.rest();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        catchUp.close();
        pool.close();
    }
}
