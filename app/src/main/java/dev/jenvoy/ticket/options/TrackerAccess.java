package dev.jenvoy.ticket.options;

import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a tracker is reached, and with whose credentials. Equal values reach the same tracker in the same way. */
public sealed interface TrackerAccess {

    /** Returns the word of {@code kind} in the configuration. */
    String kind();

    /** Returns its address for people, if it has one. */
    Optional<String> web();

    /**
     * Jira, Cloud or Data Center.
     *
     * @param url what the paths of its API begin with
     * @param webUrl the address for people, without a slash at its end
     * @param user whose token it is; empty if the token alone says that
     * @param token one secret
     */
    record Jira(WebAddress url, String webUrl, Optional<String> user, Secrets token) implements TrackerAccess {
        @Override
        public String kind() {
            return "jira";
        }

        @Override
        public Optional<String> web() {
            return Optional.of(webUrl);
        }
    }

    /**
     * Redmine.
     *
     * @param url what the paths of its API begin with
     * @param webUrl the address for people, without a slash at its end
     * @param token the key of an account, one secret
     */
    record Redmine(WebAddress url, String webUrl, Secrets token) implements TrackerAccess {
        @Override
        public String kind() {
            return "redmine";
        }

        @Override
        public Optional<String> web() {
            return Optional.of(webUrl);
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
