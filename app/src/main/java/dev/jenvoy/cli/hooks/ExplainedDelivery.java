package dev.jenvoy.cli.hooks;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.SpokenEvent;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.sender.registry.PayloadFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The delivery in question.
 *
 * @param family whose event it is; GitHub's if no known sender has it
 * @param facts its known facts; of a payload about several branches, those of the first
 * @param whyNothing why it runs no hooks at all; {@code null} if it may run hooks
 */
record ExplainedDelivery(
        Family family, Facts facts, @Nullable String whyNothing) {

    /** The options that describe the delivery. */
    static final class Options {

        @Parameters(arity = "0..1", paramLabel = "EVENT", description = "The event, such as push or \"Push Hook\".")
        @Nullable
        String event;

        @Option(names = "--event", paramLabel = "EVENT", description = "The event of the payload; push if not given.")
        @Nullable
        String payloadEvent;

        @Option(
                names = "--payload",
                paramLabel = "FILE",
                description = "Read the other facts from a payload of the event's sender.")
        @Nullable
        Path payload;

        @Option(names = "--owner", paramLabel = "OWNER", description = "The user or organisation.")
        @Nullable
        String owner;

        @Option(names = "--repository", paramLabel = "[OWNER/]REPO", description = "The repository.")
        @Nullable
        String repository;

        @Option(names = "--branch", paramLabel = "BRANCH", description = "The branch.")
        @Nullable
        String branch;

        @Option(names = "--tag", paramLabel = "TAG", description = "The tag; hooks of a branch do not run for it.")
        @Nullable
        String tag;
    }

    /**
     * Interprets the options.
     *
     * @throws ParameterException when they do not describe a delivery
     */
    static ExplainedDelivery of(Options options, CommandLine line, Path workingFolder) {
        if (options.event != null && options.payloadEvent != null) {
            throw new ParameterException(line, "The event is given twice");
        }
        @Nullable String named = options.event != null ? options.event : options.payloadEvent;
        if (named == null && options.payload == null) {
            throw new ParameterException(line, "Expected an event, as in: explain push --repository OWNER/REPO");
        }
        String text = named == null ? "push" : named;
        Event event = SpokenEvent.read(text)
                .orElseThrow(() -> new ParameterException(line, "Not an event's name: " + CheckText.visible(text)));
        Family family = SpokenEvent.family(event).orElse(Family.GITHUB);
        Facts facts = options.payload == null
                ? new Reader(line).facts(options, event)
                : new Reader(line).payload(options, family, event, workingFolder.resolve(options.payload));
        return new ExplainedDelivery(family, facts, Explanation.whyNothing(facts));
    }

    /** @param commonNames whether hooks may be named by the common name of the event */
    HookSelector subject(boolean commonNames) {
        return HookSelector.of(facts, commonNames);
    }

    private record Reader(CommandLine line) {

        Facts facts(Options options, Event event) {
            if (options.branch != null && options.tag != null) {
                throw new ParameterException(line, "Use either --branch or --tag");
            }
            @Nullable String owner = options.owner;
            @Nullable String repository = options.repository;
            int slash = repository == null ? -1 : repository.lastIndexOf('/');
            if (repository != null && slash >= 0) {
                if (owner != null) {
                    throw new ParameterException(line, "The owner is given twice");
                }
                owner = repository.substring(0, slash);
                repository = repository.substring(slash + 1);
            }
            if (repository == null && options.branch != null) {
                throw new ParameterException(line, "A branch needs its --repository");
            }
            return Facts.about(event)
                    .owner(owner == null ? null : value("an owner's name", Owner::isName, Owner::new, owner))
                    .repository(
                            repository == null
                                    ? null
                                    : value("a repository's name", Repository::isName, Repository::new, repository))
                    .branch(ref(options.branch))
                    .tag(ref(options.tag))
                    .build();
        }

        private @Nullable RefName ref(@Nullable String name) {
            return name == null ? null : value("a branch's or tag's name", RefName::isName, RefName::new, name);
        }

        Facts payload(Options options, Family family, Event event, Path file) {
            if (Stream.of("owner", "repository", "branch", "tag")
                    .anyMatch(name -> line.getParseResult().hasMatchedOption("--" + name))) {
                throw new ParameterException(line, "--payload contains owner, repository, branch and tag");
            }
            GivenFile.flaw(file).ifPresent(flaw -> {
                throw new ParameterException(line, "The payload cannot be read: " + flaw);
            });
            PayloadFacts.Read read;
            try (InputStream in = Files.newInputStream(file)) {
                read = PayloadFacts.read(family.word(), event, in);
            } catch (IOException e) {
                throw new ParameterException(line, "The payload cannot be read: " + options.payload, e);
            }
            if (read instanceof PayloadFacts.Read.Known known) {
                return known.facts().get(0);
            }
            throw new IllegalArgumentException("a delivery of this payload would be rejected with 400: "
                    + ((PayloadFacts.Read.Refused) read).error());
        }

        <T> T value(String what, Predicate<String> isName, Function<String, T> make, String text) {
            if (!isName.test(text)) {
                throw new ParameterException(line, "Not " + what + ": " + CheckText.visible(text));
            }
            return make.apply(text);
        }
    }
}
