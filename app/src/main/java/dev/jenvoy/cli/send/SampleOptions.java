package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleFacts;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SampleTemplate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that adapt a sample. */
final class SampleOptions {

    @Option(
            names = "--repository",
            paramLabel = "OWNER/REPO",
            description = "The sample's repository; of a trigger, without an owner. Default: " + SampleFacts.OWNER + "/"
                    + SampleFacts.REPOSITORY + ", for a trigger the configuration's first.")
    private @Nullable String repository;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The sample's branch. Default: " + SampleFacts.BRANCH + ".")
    private @Nullable String branch;

    @Option(
            names = "--tag",
            paramLabel = "NAME",
            description = "The sample's tag; push, push-delete, create and delete "
                    + "then use the tag and no branch. Default: " + SampleFacts.TAG + ".")
    private @Nullable String tag;

    /** Returns the requested repository without its owner; null for the default. */
    @Nullable
    String repositoryName() {
        return repository == null ? null : repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Returns the requested branch; null for the default. */
    @Nullable
    String branch() {
        return branch;
    }

    /** Returns whether any of these options was given. */
    boolean areGiven() {
        return repository != null || branch != null || tag != null;
    }

    /**
     * Returns the payload of a sample, adapted to these options.
     *
     * @throws ParameterException when an option's value cannot be a name, or the sample has no place for it
     */
    JsonElement payload(Sample sample, SampleSigner signer, CommandSpec command) {
        SampleFacts facts = facts(signer, command);
        SampleTemplate.Filled filled = sample.about(facts);
        if (repository != null && !filled.places().contains("repo")) {
            throw wrong(command, "The sample " + sample.name() + " has no repository: leave --repository out");
        }
        if (!facts.branchIsShown(filled.places())) {
            throw wrong(command, "The sample " + sample.name() + " has no branch here: leave --branch out");
        }
        if (!facts.tagIsShown(filled.places())) {
            throw wrong(command, "The sample " + sample.name() + " has no tag: leave --tag out");
        }
        return signer.adapted(filled.json(), facts);
    }

    private SampleFacts facts(SampleSigner signer, CommandSpec command) {
        String owner = SampleFacts.OWNER;
        String name = SampleFacts.REPOSITORY;
        if (repository != null) {
            int slash = repository.lastIndexOf('/');
            if (slash >= 0 || signer.namesOwners()) {
                owner = slash < 0 ? "" : repository.substring(0, slash);
            }
            name = repository.substring(slash + 1);
            if (!Owner.isName(owner) || !Repository.isName(name)) {
                throw wrong(command, "--repository must be OWNER/REPO, for example octo-org/site");
            }
        }
        for (String ref : new @Nullable String[] {branch, tag}) {
            if (ref != null && !RefName.isName(ref)) {
                throw wrong(command, "git does not allow a branch or tag of that name: " + TerminalText.line(ref));
            }
        }
        return new SampleFacts(owner, name, branch, tag);
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
