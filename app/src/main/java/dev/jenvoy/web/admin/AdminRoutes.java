package dev.jenvoy.web.admin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.jenvoy.web.admin.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the admin listener, made when the first request needs them: a server whose page is never opened starts
 * sooner and takes less memory. Safe for use by several threads.
 */
final class AdminRoutes {

    private final Supplier<Api> maker;
    private final Supplier<List<Route>> more;

    @GuardedBy("this")
    private @Nullable Api api;

    @GuardedBy("this")
    private boolean ended;

    private volatile @Nullable Routes routes;

    /**
     * @param maker makes the API
     * @param more makes the routes beside it
     */
    AdminRoutes(Supplier<Api> maker, Supplier<List<Route>> more) {
        this.maker = maker;
        this.more = more;
    }

    /** Returns the routes. The first call takes some milliseconds, and the events of the API begin with it. */
    Routes get() {
        Routes made = routes;
        return made == null ? make() : made;
    }

    private synchronized Routes make() {
        Routes made = routes;
        if (made == null) {
            Api first = maker.get();
            List<Route> all = new ArrayList<>(more.get());
            all.addAll(first.routes());
            made = new Routes(all);
            if (!ended) {
                first.begin();
            }
            api = first;
            routes = made;
        }
        return made;
    }

    /** Ends all event streams, and lets no more begin. */
    synchronized void end() {
        ended = true;
        if (api != null) {
            api.end();
        }
    }
}
