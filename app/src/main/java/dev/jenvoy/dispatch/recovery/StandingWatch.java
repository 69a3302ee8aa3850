package dev.jenvoy.dispatch.recovery;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Standing;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what must not go on while others may run it, and becomes a new server when they do. */
public final class StandingWatch implements ClusterListener {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");
    private static final Duration LET_DIE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final ActionScheduler scheduler;
    private final Runnable claim;
    private final Executor background;

    /**
     * @param claim has work claimed at once
     * @param background where is done what takes long
     */
    public StandingWatch(Cluster cluster, ActionScheduler scheduler, Runnable claim, Executor background) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.claim = claim;
        this.background = task -> {
            try {
                background.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.debug("the server stops, and with it what it would do now");
            }
        };
    }

    @Override
    public void standing(Standing now) {
        switch (now) {
            case FULL -> background.execute(this::reconnected);
            case RESTRICTED -> {
                // Nothing ends: what runs goes on.
            }
            case CUT_OFF -> background.execute(scheduler::cutOff);
            case TAKEN_OVER -> {
                // It may take a minute, in which the background has other things to do.
                Thread anew = new Thread(this::startAnew, "start-anew");
                anew.setDaemon(true);
                anew.start();
            }
        }
    }

    private void reconnected() {
        scheduler.reconnected();
        claim.run();
    }

    private void startAnew() {
        try {
            if (!scheduler.loseAll(LET_DIE)) {
                LOG.error("what this server ran did not end in time");
            }
            cluster.rejoin();
            reconnected();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void leadership(boolean leads) {
        if (leads) {
            claim.run();
        } else {
            background.execute(scheduler::giveApartBack);
        }
    }

    @Override
    public void membersChanged() {
        claim.run();
    }
}
