package dev.jenvoy.ticket.options;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.RepoPattern;
import dev.jenvoy.ticket.happening.HappeningKind;
import dev.jenvoy.ticket.happening.TicketHappening;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One tracker.
 *
 * @param name its name in the configuration
 * @param access how it is reached
 * @param stateFile the name of its state file; empty if the file of workers names it
 * @param projects the projects whose tickets it keeps; empty if the file of workers names them
 * @param on the event of the state machines for each happening that moves tickets
 * @param repositories whose deliveries may move its tickets; empty for all
 * @param branches the branches on which merges and pushes count; empty for the default branch
 * @param forks whether pull requests from forks count before they are merged
 * @param hops how many steps a ticket may take to its target
 * @param fields what is set together with a move, by the slug of the target
 * @param link whether a moved ticket gets a link to the pull request or release
 * @param comment whether a moved ticket gets a comment
 * @param afterSuccess whether tickets move only when the hooks of the delivery ended well
 * @param ignoresMissing whether a ticket that does not exist is left alone, and is no failure
 * @param timeout the time for one request
 * @param retries how often a delivery tries again what the tracker could not do then
 * @param maxTickets how many tickets one delivery may name
 */
public record TrackerOptions(
        String name,
        TrackerAccess access,
        Optional<String> stateFile,
        List<String> projects,
        Map<HappeningKind, String> on,
        List<RepoPattern> repositories,
        List<String> branches,
        boolean forks,
        int hops,
        Map<String, JsonObject> fields,
        boolean link,
        boolean comment,
        boolean afterSuccess,
        boolean ignoresMissing,
        Duration timeout,
        int retries,
        int maxTickets) {

    public TrackerOptions {
        projects = List.copyOf(projects);
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
        repositories = List.copyOf(repositories);
        branches = List.copyOf(branches);
        fields = Map.copyOf(fields);
    }

    /** Returns whether a happening may move tickets of this tracker, whatever they are. */
    public boolean concerns(TicketHappening happening) {
        return whyNot(happening).isEmpty();
    }

    /** Returns why a happening moves no tickets of this tracker, in words; empty if it may. */
    public Optional<String> whyNot(TicketHappening happening) {
        if (!on.containsKey(happening.kind())) {
            return Optional.of("\"on\" has no event for " + happening.kind().word());
        }
        if (!repositories.isEmpty() && repositories.stream().noneMatch(one -> one.matches(happening.repository()))) {
            return Optional.of("\"repositories\" does not list " + happening.repository());
        }
        if (happening.kind().dependsOnBranch() && !isCounted(happening)) {
            return Optional.of(whyNotCounted(happening));
        }
        return happening.fromFork() && !happening.kind().countsFromForks() && !forks
                ? Optional.of("it comes from a fork and is not merged")
                : Optional.empty();
    }

    private boolean isCounted(TicketHappening happening) {
        return branches.isEmpty()
                ? !happening.base().isEmpty() && happening.base().equals(happening.defaultBranch())
                : branches.contains(happening.base());
    }

    private String whyNotCounted(TicketHappening happening) {
        if (!branches.isEmpty()) {
            return "\"branches\" does not list " + happening.base();
        }
        return happening.defaultBranch().isEmpty()
                ? "the payload does not say the default branch (Bitbucket never does): name yours in \"branches\""
                : "it is not on the default branch";
    }

    /** Returns the happenings that move no ticket if a payload does not say the default branch, as those of Bitbucket. */
    public List<HappeningKind> needingDefaultBranch() {
        return branches.isEmpty()
                ? on.keySet().stream().filter(HappeningKind::dependsOnBranch).toList()
                : List.of();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "TrackerOptions[" + name + "]";
    }
}
