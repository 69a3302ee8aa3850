package dev.jenvoy.app;

import dev.jenvoy.app.cluster.SharedPlace;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.health.Readiness;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks whether the server accepts deliveries, and collects problems for the operator. */
final class ReadinessCheck implements Supplier<Readiness> {

    private final LiveConfig config;
    private final GitHubRanges ranges;
    private final Dispatch dispatch;
    private final Dispatcher dispatcher;
    private final List<Supplier<List<String>>> otherTroubles;
    private final Liveness liveness;
    private final SharedPlace place;

    /** @param otherTroubles problems that do not prevent accepting deliveries */
    ReadinessCheck(
            LiveConfig config,
            GitHubRanges ranges,
            Dispatch dispatch,
            Dispatcher dispatcher,
            List<Supplier<List<String>>> otherTroubles,
            Liveness liveness,
            SharedPlace place) {
        this.config = config;
        this.ranges = ranges;
        this.dispatch = dispatch;
        this.dispatcher = dispatcher;
        this.otherTroubles = List.copyOf(otherTroubles);
        this.liveness = liveness;
        this.place = place;
    }

    @Override
    public Readiness get() {
        List<String> problems = new ArrayList<>();
        Config current = config.get();
        dispatcher.trouble().ifPresent(problems::add);
        place.trouble().filter(words -> problems.isEmpty()).ifPresent(problems::add);
        // Reports on earlier questions, so that this check never waits.
        problems.addAll(liveness.ask().problems());
        if (!Files.isDirectory(current.get(HooksOptions.GROUP).folder())
                || !Files.isReadable(current.get(HooksOptions.GROUP).folder())) {
            problems.add("the hooks folder is missing or cannot be read");
        }
        boolean noList =
                current.get(GitHubOptions.GROUP).ipsOnly() && ranges.get().isEmpty();
        if (noList && current.get(GitHubOptions.GROUP).allowedIps().isEmpty()) {
            problems.add(noListYet());
        }
        boolean ready = problems.isEmpty();
        if (noList && !current.get(GitHubOptions.GROUP).allowedIps().isEmpty()) {
            problems.add(noListYet() + "; only senders in allowed_ips are accepted");
        }
        config.problems().stream()
                .filter(Problem::isError)
                .map(problem ->
                        "the configuration file is not used, the last good state is used: " + problem.describeToAll())
                .forEach(problems::add);
        // New deliveries are still accepted: they are on disk, and their hooks run when the shortage is over.
        dispatch.shortage().ifPresent(problems::add);
        dispatch.givenUp().ifPresent(problems::add);
        problems.addAll(dispatch.setAside());
        problems.addAll(place.notes());
        otherTroubles.forEach(trouble -> problems.addAll(trouble.get()));
        return new Readiness(ready, problems, place.lines());
    }

    private String noListYet() {
        return "the list of GitHub's addresses is not known yet"
                + (ranges.trouble().isPresent() ? ": GitHub's meta endpoint could not be read" : "");
    }
}
