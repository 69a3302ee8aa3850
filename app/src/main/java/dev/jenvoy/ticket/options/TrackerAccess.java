package dev.jenvoy.ticket.options;

import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a tracker is reached, and with whose credentials. Equal values reach the same tracker in the same way. */
public sealed interface TrackerAccess {

    /** Returns the word of {@code kind} in the configuration. */
    String kind();

    /** Returns its address for people, if it has one. */
    Optional<String> web();

    /** Jira, Cloud or Data Center. */
    record Jira(TrackerSite site, TrackerAccount account) implements TrackerAccess {
        @Override
        public String kind() {
            return "jira";
        }

        @Override
        public Optional<String> web() {
            return Optional.of(site.web());
        }
    }

    /** Redmine; the token of the account is its key. */
    record Redmine(TrackerSite site, TrackerAccount account) implements TrackerAccess {
        @Override
        public String kind() {
            return "redmine";
        }

        @Override
        public Optional<String> web() {
            return Optional.of(site.web());
        }
    }

    /**
     * An executable that looks at tickets and moves them.
     *
     * @param command its file; absolute
     * @param environment the names of the variables that it is given beside those of every hook
     */
    record Script(Path command, List<String> environment) implements TrackerAccess {
        public Script {
            environment = List.copyOf(environment);
        }

        @Override
        public String kind() {
            return "script";
        }

        @Override
        public Optional<String> web() {
            return Optional.empty();
        }
    }
}
