package dev.jenvoy.sender.sns;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what AWS CodeCommit reports of pushes: by a repository's trigger (a list of records, each with references), or as an
 * event of EventBridge or of a notification rule (one reference). See AWS' documentation of triggers for CodeCommit and
 * of monitoring its events.
 */
final class CodeCommit {

    private static final String REFERENCES = "Records.*.codecommit.references.*.";
    private static final JsonPaths PATHS = JsonPaths.of(
            "Records.*.eventSource",
            "Records.*.eventName",
            "Records.*.eventSourceARN",
            "Records.*.userIdentityARN",
            REFERENCES + "ref",
            REFERENCES + "commit",
            REFERENCES + "deleted",
            "source",
            "account",
            "detail.event",
            "detail.repositoryName",
            "detail.referenceFullName",
            "detail.commitId",
            "detail.callerUserArn");

    /** The name of a test that a person starts; its references may be made up. */
    private static final String TEST = "TriggerEventTest";

    private static final String DELETED = "referenceDeleted";
    private static final Set<String> CHANGES = Set.of("referenceCreated", "referenceUpdated", DELETED);
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private CodeCommit() {}

    /**
     * Reads one push for each record and reference, in their order. The list is empty when this is no message of CodeCommit,
     * or is not about references.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than AWS documents
     * @throws JsonScan.TooMuch when it has more references than are read
     */
    static List<Facts> read(byte[] message) throws IOException, InvalidPayload, JsonFacts.WrongType, JsonScan.TooMuch {
        JsonFacts json;
        try {
            json = JsonScan.read(new ByteArrayInputStream(message), PATHS);
        } catch (JsonScan.TooMuch e) {
            throw e;
        } catch (JsonScan.NotJson e) {
            // Other things publish to topics too, in other forms.
            return List.of();
        }
        return "aws.codecommit".equals(json.textIfAny("source")) ? event(json) : records(json);
    }

    private static List<Facts> records(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        List<Facts> all = new ArrayList<>();
        for (int i = 0; i < json.size("Records"); i++) {
            String record = "Records." + i + ".";
            if (!"aws:codecommit".equals(json.textIfAny(record + "eventSource"))
                    || TEST.equals(json.textIfAny(record + "eventName"))) {
                continue;
            }
            Home from = Home.of(json.text(record + "eventSourceARN"));
            String sender = lastPart(NameValidation.plain(json, record + "userIdentityARN"));
            for (int j = 0; j < json.size(record + "codecommit.references"); j++) {
                String reference = record + "codecommit.references." + j + ".";
                all.add(push(
                        from,
                        NameValidation.plain(json, reference + "ref"),
                        NameValidation.plain(json, reference + "commit"),
                        sender,
                        Boolean.TRUE.equals(json.flag(reference + "deleted"))));
            }
        }
        return all;
    }

    private static List<Facts> event(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        String what = json.textIfAny("detail.event");
        if (what == null || !CHANGES.contains(what)) {
            return List.of();
        }
        return List.of(push(
                new Home(owner(json.text("account")), repository(json.text("detail.repositoryName"))),
                NameValidation.plain(json, "detail.referenceFullName"),
                NameValidation.plain(json, "detail.commitId"),
                lastPart(NameValidation.plain(json, "detail.callerUserArn")),
                what.equals(DELETED)));
    }

    private static Facts push(
            Home from, @Nullable String ref, @Nullable String commit, @Nullable String sender, boolean deletion)
            throws InvalidPayload {
        if (ref == null) {
            throw InvalidPayload.notAName("reference");
        }
        @Nullable RefName branch = NameValidation.branch(ref);
        @Nullable RefName tag = NameValidation.tag(ref);
        @Nullable String sha = commit == null || NameValidation.isNoCommit(commit) ? null : commit;
        return Facts.about(new Event("push"))
                .owner(from.owner)
                .repository(from.repository)
                .branch(branch)
                .tag(tag)
                .ref(ref)
                .sha(sha)
                .sender(sender)
                .deletion(deletion)
                .build();
    }

    /** Names a repository with its account. Two accounts can each have a repository of the same name. */
    private record Home(Owner owner, Repository repository) {

        /** Reads {@code arn:aws:codecommit:REGION:ACCOUNT:REPOSITORY}. */
        static Home of(@Nullable String arn) throws InvalidPayload {
            String[] parts = String.valueOf(arn).split(":", -1);
            if (parts.length != 6 || !parts[0].equals("arn") || !parts[2].equals("codecommit")) {
                throw InvalidPayload.notAName("eventSourceARN");
            }
            return new Home(CodeCommit.owner(parts[4]), CodeCommit.repository(parts[5]));
        }
    }

    private static Owner owner(@Nullable String account) throws InvalidPayload {
        if (account == null || !ACCOUNT.matcher(account).matches()) {
            throw InvalidPayload.notAName("account");
        }
        return new Owner(account);
    }

    private static Repository repository(@Nullable String name) throws InvalidPayload {
        if (name == null) {
            throw InvalidPayload.notAName("repository");
        }
        return NameValidation.repository(name);
    }

    /** Returns {@code mary} of {@code arn:aws:iam::123456789012:user/mary}, {@code root} of {@code …:root}. */
    private static @Nullable String lastPart(@Nullable String arn) {
        return arn == null ? null : arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }
}
