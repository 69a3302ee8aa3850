package dev.jenvoy.sender.gitlab;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.facts.RepositoryAddress;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts out of a payload of GitLab's, see its documentation of webhook events and of system hooks. A pipeline's
 * or a job's {@code ref} is no branch that hooks are chosen by: in a merge request it is the branch of whoever asked.
 */
final class GitLabFacts {

    /** Everything that is read. */
    static final JsonPaths PATHS = JsonPaths.of(
            "object_kind",
            "event_name",
            "action",
            "ref",
            "after",
            "checkout_sha",
            "sha",
            "user_username",
            "user.username",
            "project.path_with_namespace",
            "path_with_namespace",
            "project_path_with_namespace",
            "repository.git_ssh_url",
            "repository.git_http_url",
            "repository.homepage",
            "repository.url",
            "group.full_path",
            "parent_full_path",
            "full_path",
            "object_attributes.url",
            "object_attributes.action",
            "object_attributes.iid",
            "object_attributes.target_branch",
            "object_attributes.last_commit.id",
            "object_attributes.ref",
            "object_attributes.sha",
            "object_attributes.commit_id",
            "merge_request.iid",
            "merge_request.target_branch",
            "merge_request.last_commit.id",
            "commit.id");

    /** Where an address of the repository stands. Those for ssh come first: web addresses may hold a path of the server's. */
    private static final List<String> ADDRESSES =
            List.of("repository.git_ssh_url", "repository.git_http_url", "repository.homepage", "repository.url");

    private final Event event;
    private final JsonFacts json;
    private final @Nullable String kind;

    private GitLabFacts(Event event, JsonFacts json) {
        this.event = event;
        this.json = json;
        String told = json.textIfAny("object_kind");
        this.kind = told == null ? json.textIfAny("event_name") : told;
    }

    /**
     * The facts of this event.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than GitLab documents
     */
    static Facts read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return new GitLabFacts(event, json).read();
    }

    /** A system hook sends the same payloads under a name of its own, some without a kind, so what the payload says counts. */
    private Facts read() throws InvalidPayload, JsonFacts.WrongType {
        if (is("push") || is("tag_push")) {
            return push();
        }
        if (is("merge_request")) {
            return mergeRequest("object_attributes");
        }
        if (is("note") && json.hasObject("merge_request")) {
            return mergeRequest("merge_request");
        }
        String ref = NameValidation.plainIfAny(json, "ref");
        return facts(
                null,
                null,
                ref == null ? NameValidation.plainIfAny(json, "object_attributes.ref") : ref,
                firstOf("sha", "object_attributes.sha", "object_attributes.commit_id", "commit.id"),
                null,
                false);
    }

    private boolean is(String wanted) {
        return wanted.equals(kind) || event.is(wanted + "_hook");
    }

    private Facts push() throws InvalidPayload, JsonFacts.WrongType {
        String ref = NameValidation.plain(json, "ref");
        String after = NameValidation.plain(json, "after");
        boolean deletion = after != null && NameValidation.isNoCommit(after);
        // Of an annotated tag, "after" is the tag; the commit is what gets checked out.
        String commit = NameValidation.plain(json, "checkout_sha");
        return facts(
                NameValidation.branch(ref),
                NameValidation.tag(ref),
                ref,
                deletion ? null : commit == null ? after : commit,
                null,
                deletion);
    }

    private Facts mergeRequest(String at) throws InvalidPayload, JsonFacts.WrongType {
        String target = json.text(at + ".target_branch");
        return facts(
                target == null ? null : NameValidation.refName(target),
                null,
                null,
                NameValidation.plain(json, at + ".last_commit.id"),
                json.number(at + ".iid"),
                false);
    }

    private Facts facts(
            @Nullable RefName branch,
            @Nullable RefName tag,
            @Nullable String ref,
            @Nullable String sha,
            @Nullable Long number,
            boolean deletion)
            throws InvalidPayload, JsonFacts.WrongType {
        FullName project = project();
        return new Facts(
                event,
                action(),
                project == null ? group() : project.owner(),
                project == null ? null : project.repository(),
                branch,
                tag,
                ref,
                sha,
                sender(),
                number,
                deletion);
    }

    private @Nullable FullName project() throws InvalidPayload, JsonFacts.WrongType {
        for (String path :
                List.of("project.path_with_namespace", "path_with_namespace", "project_path_with_namespace")) {
            String name = json.text(path);
            if (name != null) {
                return FullName.of(name);
            }
        }
        // Older servers, and those that resemble GitLab, send no project; a vulnerability tells the page about it
        // alone.
        return (is("vulnerability") ? Stream.of("object_attributes.url") : ADDRESSES.stream())
                .map(json::textIfAny)
                .filter(Objects::nonNull)
                .flatMap(address -> RepositoryAddress.read(address).stream())
                .findFirst()
                .orElse(null);
    }

    /** What tells of groups names the group by its whole path here; its {@code group_path} is the last part alone. */
    private @Nullable Owner group() throws InvalidPayload {
        String path = firstOf("group.full_path", "parent_full_path", "full_path");
        return path == null ? null : NameValidation.owner(path);
    }

    /** A system hook, and what groups tell, have nothing but the payload's name for what happened. */
    private @Nullable String action() throws InvalidPayload, JsonFacts.WrongType {
        String action = NameValidation.plain(json, "object_attributes.action");
        if (action == null) {
            action = NameValidation.plainIfAny(json, "action");
        }
        boolean named = action != null || event.is("push_hook") || event.is("tag_push_hook");
        return named ? action : NameValidation.plainIfAny(json, "event_name");
    }

    private @Nullable String sender() throws InvalidPayload, JsonFacts.WrongType {
        String username = NameValidation.plain(json, "user_username");
        return username == null ? NameValidation.plainIfAny(json, "user.username") : username;
    }

    private @Nullable String firstOf(String... paths) {
        for (String path : paths) {
            String text = NameValidation.plainIfAny(json, path);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
