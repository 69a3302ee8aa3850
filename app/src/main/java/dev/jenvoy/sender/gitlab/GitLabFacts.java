package dev.jenvoy.sender.gitlab;

import static dev.jenvoy.sender.facts.FactReader.by;
import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.isNoCommit;
import static dev.jenvoy.sender.facts.FactReader.number;
import static dev.jenvoy.sender.facts.FactReader.object;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.plainIfAny;
import static dev.jenvoy.sender.facts.FactReader.text;
import static dev.jenvoy.sender.facts.FactReader.textIfAny;
import static dev.jenvoy.sender.facts.FactReader.title;
import static dev.jenvoy.sender.facts.FactReader.titleIn;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.facts.RepositoryAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells where GitLab's payloads have their facts, see its documentation of webhook events and of system hooks. System hooks
 * send the same payloads under a name of their own, some without a kind, so the payload decides. The {@code ref} of a
 * pipeline or a job chooses no hooks: in a merge request it is the source branch.
 */
final class GitLabFacts {

    private static final FactReader<String> KIND = textIfAny("object_kind").or(textIfAny("event_name"));

    private static final FactReader<Boolean> PUSH = is("push");
    private static final FactReader<Boolean> TAG_PUSH = is("tag_push");

    private static final FactReader<String> AFTER = plain("after");
    private static final FactReader<Boolean> DELETION = isNoCommit(AFTER);

    /** For an annotated tag {@code after} is the tag object; {@code checkout_sha} is the commit. */
    private static final FactReader<String> COMMIT = plain("checkout_sha").or(AFTER);

    /**
     * Reads an address of the repository, for older servers and for those that resemble GitLab, which send no project.
     * Addresses for ssh come first: a web address may hold a path of the server's.
     */
    private static final FactReader<FullName> ADDRESS = address("repository.git_ssh_url")
            .or(address("repository.git_http_url"))
            .or(address("repository.homepage"))
            .or(address("repository.url"));

    private static final FactReader<FullName> PROJECT = text("project.path_with_namespace")
            .or(text("path_with_namespace"))
            .or(text("project_path_with_namespace"))
            .as(FullName::of)
            // A vulnerability names only the page about it.
            .or(choose(is("vulnerability"), address("object_attributes.url"), ADDRESS));

    /** Events about groups have the group's whole path here; {@code group_path} is only its last part. */
    private static final FactReader<Owner> GROUP =
            plainIfAny("group.full_path", "parent_full_path", "full_path").as(NameValidation::owner);

    private static final FactReader<String> EVENT_NAME = plainIfAny("event_name");

    /** System hooks and events about groups say what happened in the payload's name alone. */
    private static final FactReader<String> ACTION = plain("object_attributes.action")
            .or(plainIfAny("action"))
            .or(by(
                    (event, json) ->
                            event.is("push_hook") || event.is("tag_push_hook") ? null : EVENT_NAME.read(event, json),
                    EVENT_NAME));

    static final FactTable TABLE = FactTable.common()
            .action(ACTION)
            .project(PROJECT, GROUP)
            .sender(plain("user_username").or(plainIfAny("user.username")))
            .title(title(
                            "merge_request.title",
                            "issue.title",
                            "object_attributes.title",
                            "commit.title",
                            "commit.message",
                            "commit_title")
                    // A release.
                    .or(title("name").onlyIf(is("release"))))
            .rows(
                    push(PUSH),
                    push(TAG_PUSH),
                    mergeRequest(is("merge_request"), "object_attributes"),
                    mergeRequest(object("merge_request").onlyIf(is("note")), "merge_request"),
                    FactTable.otherwise()
                            .ref(plainIfAny("ref", "object_attributes.ref"))
                            .sha(plainIfAny(
                                    "sha", "object_attributes.sha", "object_attributes.commit_id", "commit.id")));

    private GitLabFacts() {}

    private static FactReader<Boolean> is(String kind) {
        return by((event, json) -> kind.equals(KIND.read(event, json)) || event.is(kind + "_hook"), KIND);
    }

    private static FactReader<FullName> address(String path) {
        return textIfAny(path).as(GitLabFacts::named);
    }

    private static @Nullable FullName named(String address) {
        return RepositoryAddress.read(address).orElse(null);
    }

    private static FactTable.Row push(FactReader<Boolean> condition) {
        return FactTable.when(condition)
                .fullRef(plain("ref"))
                .sha(choose(DELETION, COMMIT.as(commit -> null), COMMIT))
                .deletion(DELETION)
                // What is said of an annotated tag.
                .title(title("message").or(titleIn("commits", COMMIT, "title", "message")));
    }

    private static FactTable.Row mergeRequest(FactReader<Boolean> condition, String object) {
        return FactTable.when(condition)
                .below(object)
                .branch(text("target_branch").as(NameValidation::refName))
                .sha(plain("last_commit.id"))
                .number(number("iid"));
    }
}
