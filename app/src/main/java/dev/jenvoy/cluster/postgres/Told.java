package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Standing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a cluster, and what they heard last. Calls them one at a time. */
final class Told {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private final List<ClusterListener> all = new CopyOnWriteArrayList<>();
    private Standing standing = Standing.FULL;
    private boolean leads;

    void add(ClusterListener listener) {
        all.add(listener);
    }

    void remove(ClusterListener listener) {
        all.remove(listener);
    }

    synchronized void standing(Standing now) {
        if (now != standing) {
            standing = now;
            switch (now) {
                case FULL -> LOG.info("the database answers again; this server goes on");
                case RESTRICTED -> LOG.warn("the database does not answer; this server accepts and starts nothing");
                case CUT_OFF -> LOG.error("this server's lease is over; it ends what must never run twice at once");
                case TAKEN_OVER ->
                    LOG.error("other servers have taken over what this server held; it drops that, and starts anew");
            }
            each(listener -> listener.standing(now));
        }
    }

    synchronized void leadership(boolean now) {
        if (now != leads) {
            leads = now;
            LOG.info(now ? "this server leads now" : "this server does not lead any more");
            each(listener -> listener.leadership(now));
        }
    }

    synchronized void membersChanged() {
        each(ClusterListener::membersChanged);
    }

    synchronized void tookOver(int number) {
        each(listener -> listener.tookOver(number));
    }

    synchronized void renumbered(int number) {
        each(listener -> listener.renumbered(number));
    }

    private void each(Consumer<ClusterListener> call) {
        for (ClusterListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("a listener of the cluster failed", e);
            }
        }
    }
}
