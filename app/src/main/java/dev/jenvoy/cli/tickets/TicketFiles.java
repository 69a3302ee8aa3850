package dev.jenvoy.cli.tickets;

import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.config.TicketsSection;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.setup.SetupFiles;
import dev.jenvoy.ticket.setup.TrackerSetups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code tickets} of the configuration with its files, as they are on the disk now.
 *
 * @param path the file of the configuration
 * @param options the section
 * @param setups what its files say; nothing if the section has errors
 * @param problems what is wrong with the section and its files, in words
 * @param hasErrors whether a server would not start with them
 * @param config the whole configuration, as far as it can be read
 */
record TicketFiles(
        Path path,
        TicketsOptions options,
        TrackerSetups setups,
        List<String> problems,
        boolean hasErrors,
        Config config) {

    TicketFiles {
        problems = List.copyOf(problems);
    }

    /**
     * Reads them. Errors in other parts of the configuration do not matter.
     *
     * @throws AdminFailure if the configuration has no such section, or cannot be read at all
     */
    static TicketFiles read(ConfigFile file) throws AdminFailure {
        PartialConfig read = file.loadPartly();
        if (read.unreadable().isPresent()) {
            throw new AdminFailure("the configuration cannot be used: "
                    + read.unreadable().get().describe());
        }
        List<String> problems = new ArrayList<>();
        read.problems().stream()
                .filter(problem ->
                        problem.key().equals("tickets") || problem.key().startsWith("tickets."))
                .map(problem -> problem.describeIn(file.path().toString()))
                .forEach(problems::add);
        boolean isWrong = read.errorAt("tickets").isPresent();
        Optional<TicketsOptions> section = read.config().get(TicketsSection.GROUP);
        if (!isWrong && section.isEmpty()) {
            throw new AdminFailure("the configuration has no \"tickets\"");
        }
        TicketsOptions options = section.orElse(TicketsOptions.NONE);
        TrackerSetups setups = isWrong ? TrackerSetups.NONE : new SetupFiles(file.reader()).load(options);
        setups.problems().stream()
                .map(problem -> problem.key().isEmpty()
                        ? problem.describe()
                        : problem.asProblem(problem.key())
                                .describeIn(file.path().toString()))
                .forEach(problems::add);
        return new TicketFiles(file.path(), options, setups, problems, isWrong || setups.hasErrors(), read.config());
    }

    /** Returns the same with more problems of the section. */
    TicketFiles with(List<Problem> more) {
        List<String> all = new ArrayList<>(problems);
        more.stream().map(problem -> problem.describeIn(path.toString())).forEach(all::add);
        return new TicketFiles(
                path, options, setups, all, hasErrors || more.stream().anyMatch(Problem::isError), config);
    }

    /** Returns the trackers of files without errors. */
    TrackerSetups usable() throws AdminFailure {
        if (hasErrors) {
            throw new AdminFailure("\"tickets\" has errors; \"jenvoy tickets check\" lists them");
        }
        return setups;
    }
}
