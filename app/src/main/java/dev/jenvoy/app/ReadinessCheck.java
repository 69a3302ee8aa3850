package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.health.Readiness;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the server takes work, and what an operator should look at. */
final class ReadinessCheck implements Supplier<Readiness> {

    private final LiveConfig config;
    private final GitHubRanges ranges;
    private final Dispatch dispatch;
    private final Dispatcher dispatcher;
    private final List<Supplier<Optional<String>>> otherTroubles;
    private final Liveness liveness;

    /** @param otherTroubles what an operator should look at although work is taken */
    ReadinessCheck(
            LiveConfig config,
            GitHubRanges ranges,
            Dispatch dispatch,
            Dispatcher dispatcher,
            List<Supplier<Optional<String>>> otherTroubles,
            Liveness liveness) {
        this.config = config;
        this.ranges = ranges;
        this.dispatch = dispatch;
        this.dispatcher = dispatcher;
        this.otherTroubles = List.copyOf(otherTroubles);
        this.liveness = liveness;
    }

    @Override
    public Readiness get() {
        List<String> problems = new ArrayList<>();
        Config current = config.get();
        dispatcher.trouble().ifPresent(problems::add);
        // Of those that were asked before: a look at the state waits for nobody.
        problems.addAll(liveness.ask().problems());
        if (!Files.isDirectory(current.hooksPath()) || !Files.isReadable(current.hooksPath())) {
            problems.add("the hooks folder is missing or cannot be read");
        }
        boolean noList = current.githubIpsOnly() && ranges.get().isEmpty();
        if (noList && current.allowedIps().isEmpty()) {
            problems.add(noListYet());
        }
        boolean ready = problems.isEmpty();
        if (noList && !current.allowedIps().isEmpty()) {
            problems.add(noListYet() + "; only senders that allowed_ips names are let in");
        }
        config.problems().stream()
                .filter(Problem::isError)
                .map(problem -> "configuration not used, the last good one is in force: " + problem.describeToAll())
                .forEach(problems::add);
        // What comes is still accepted: it is on disk, and its hooks run when the shortage is over.
        dispatch.shortage().ifPresent(problems::add);
        dispatch.givenUp().ifPresent(problems::add);
        problems.addAll(dispatch.setAside());
        otherTroubles.forEach(trouble -> trouble.get().ifPresent(problems::add));
        return new Readiness(ready, problems);
    }

    private String noListYet() {
        return "the list of GitHub's addresses is not known yet"
                + (ranges.trouble().isPresent() ? ": GitHub's meta endpoint could not be asked" : "");
    }
}
