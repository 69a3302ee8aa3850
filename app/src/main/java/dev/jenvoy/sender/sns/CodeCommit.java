package dev.jenvoy.sender.sns;

import static dev.jenvoy.sender.facts.FactReader.flag;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.text;
import static dev.jenvoy.sender.facts.FactReader.textIfAny;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.GenericFacts;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
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

    /** The name of a test that a person starts; its references may be made up. */
    private static final String TEST = "TriggerEventTest";

    private static final String DELETED = "referenceDeleted";
    private static final Set<String> CHANGES = Set.of("referenceCreated", "referenceUpdated", DELETED);
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Event PUSH = new Event("push");

    private static final String RECORDS = "Records";
    private static final FactReader<String> RECORD_SOURCE = textIfAny("eventSource");
    private static final FactReader<String> RECORD_NAME = textIfAny("eventName");
    private static final FactReader<Home> HOME =
            text("eventSourceARN").required("eventSourceARN").as(Home::of);
    private static final FactTable RECORD = FactTable.common()
            .declare(RECORD_SOURCE)
            .declare(RECORD_NAME)
            .owner(HOME.as(Home::owner))
            .repository(HOME.as(Home::repository))
            .sender(plain("userIdentityARN").as(CodeCommit::lastPart))
            .rows(FactTable.otherwise()
                    .each("codecommit.references")
                    .fullRef(plain("ref").required("reference"))
                    .sha(GenericFacts.commit(plain("commit")))
                    .deletion(flag("deleted")));

    private static final FactReader<String> SOURCE = textIfAny("source");
    private static final FactReader<String> CHANGE = textIfAny("detail.event");
    private static final FactTable EVENT = FactTable.common()
            .declare(SOURCE)
            .owner(text("account").required("account").as(CodeCommit::account))
            .repository(text("detail.repositoryName").required("repository").as(NameValidation::repository))
            .sender(plain("detail.callerUserArn").as(CodeCommit::lastPart))
            .rows(FactTable.otherwise()
                    .fullRef(plain("detail.referenceFullName").required("reference"))
                    .sha(GenericFacts.commit(plain("detail.commitId")))
                    .deletion(CHANGE.as(DELETED::equals)));

    private static final JsonPaths PATHS = paths();

    private CodeCommit() {}

    private static JsonPaths paths() {
        Set<String> paths = new HashSet<>(EVENT.pathsBelow(""));
        paths.addAll(RECORD.pathsBelow(RECORDS + ".*."));
        return JsonPaths.of(paths);
    }

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
        if (!"aws.codecommit".equals(SOURCE.read(PUSH, json))) {
            return records(json);
        }
        @Nullable String change = CHANGE.read(PUSH, json);
        return change != null && CHANGES.contains(change) ? EVENT.read(PUSH, json) : List.of();
    }

    private static List<Facts> records(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        List<Facts> all = new ArrayList<>();
        for (int i = 0; i < json.size(RECORDS); i++) {
            JsonFacts record = json.below(RECORDS + "." + i);
            if ("aws:codecommit".equals(RECORD_SOURCE.read(PUSH, record))
                    && !TEST.equals(RECORD_NAME.read(PUSH, record))) {
                all.addAll(RECORD.read(PUSH, record));
            }
        }
        return all;
    }

    /** Names a repository with its account. Two accounts can each have a repository of the same name. */
    private record Home(Owner owner, Repository repository) {

        /** Reads {@code arn:aws:codecommit:REGION:ACCOUNT:REPOSITORY}. */
        static Home of(String arn) throws InvalidPayload {
            String[] parts = arn.split(":", -1);
            if (parts.length != 6 || !parts[0].equals("arn") || !parts[2].equals("codecommit")) {
                throw InvalidPayload.notAName("eventSourceARN");
            }
            return new Home(account(parts[4]), NameValidation.repository(parts[5]));
        }
    }

    private static Owner account(String digits) throws InvalidPayload {
        if (!ACCOUNT.matcher(digits).matches()) {
            throw InvalidPayload.notAName("account");
        }
        return new Owner(digits);
    }

    /** Returns {@code mary} of {@code arn:aws:iam::123456789012:user/mary}, {@code root} of {@code …:root}. */
    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }
}
