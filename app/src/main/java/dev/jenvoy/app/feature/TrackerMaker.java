package dev.jenvoy.app.feature;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.ticket.options.TrackerAccess;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerListener;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import dev.jenvoy.ticket.tracker.jira.JiraTracker;
import java.time.InstantSource;

/** Makes trackers of all kinds, with what they need of this machine. */
public final class TrackerMaker {

    private final FileReader files;
    private final TrackerListener listener;
    private final InstantSource clock;

    /**
     * @param files reads state files
     * @param listener learns of every request
     */
    public TrackerMaker(FileReader files, TrackerListener listener, InstantSource clock) {
        this.files = files;
        this.listener = listener;
        this.clock = clock;
    }

    /** Returns what reads the files of workers and of state machines. */
    public FileReader files() {
        return files;
    }

    /** Makes a tracker. Connects to nothing. */
    public Tracker open(TrackerOptions options) {
        TrackerParts parts = new TrackerParts(options.name(), options.timeout(), clock, listener);
        if (options.access() instanceof TrackerAccess.Jira jira) {
            TrackerAccount account =
                    new TrackerAccount(jira.user(), jira.token().texts().get(0));
            return JiraTracker.open(new TrackerSite(jira.url(), jira.webUrl()), account, parts);
        }
        throw new IllegalStateException("no such kind");
    }
}
