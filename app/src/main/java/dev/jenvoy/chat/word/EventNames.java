package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Happening;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events that senders document, by family, and the words that a route has which names no event. */
public final class EventNames {

    /** What a route takes that names no event and for which no other defaults were set; senders know only their own. */
    public static final List<String> DEFAULTS = List.of(
            "commit_comment",
            "issue_comment",
            "issues",
            "pull_request_review_comment",
            "pull_request",
            "push",
            "push_hook",
            "tag_push_hook",
            "issue_hook",
            "note_hook",
            "merge_request_hook");

    /** The same for a route of Travis CI. */
    public static final List<String> TRAVIS_DEFAULTS = List.of("passed", "fixed", "broken", "failed", "still_failing");

    private static final Map<Family, Set<String>> BY_FAMILY = new EnumMap<>(Family.class);

    static {
        add(Family.GITHUB, """
                branch_protection_configuration branch_protection_rule check_run check_suite code_scanning_alert
                commit_comment create custom_property custom_property_values delete dependabot_alert deploy_key
                deployment deployment_protection_rule deployment_review deployment_status discussion
                discussion_comment fork github_app_authorization gollum installation installation_repositories
                installation_target issue_comment issue_dependencies issues label marketplace_purchase member
                membership merge_group meta milestone org_block organization package page_build
                personal_access_token_request ping project project_card project_column projects_v2 projects_v2_item
                projects_v2_status_update public pull_request pull_request_review pull_request_review_comment
                pull_request_review_thread push registry_package release repository repository_advisory
                repository_dispatch repository_import repository_ruleset repository_vulnerability_alert
                secret_scanning_alert secret_scanning_alert_location secret_scanning_scan security_advisory
                security_and_analysis sponsorship star status sub_issues team team_add watch workflow_dispatch
                workflow_job workflow_run
                """);
        add(Family.GITEA, """
                action_run_failure action_run_recover action_run_success create delete fork issue_assign issue_comment
                issue_label issue_milestone issues package pull_request pull_request_approved pull_request_assign
                pull_request_comment pull_request_label pull_request_milestone pull_request_rejected
                pull_request_review_approved pull_request_review_rejected pull_request_review_request
                pull_request_sync push release repository schedule status wiki workflow_job workflow_run
                """);
        add(Family.GITLAB, """
                confidential_issue_hook confidential_note_hook deployment_hook emoji_hook feature_flag_hook issue_hook
                job_hook member_hook merge_request_hook milestone_hook note_hook pipeline_hook project_hook push_hook
                release_hook resource_access_token_hook resource_deploy_token_hook subgroup_hook system_hook
                tag_push_hook vulnerability_hook wiki_page_hook
                """);
        add(Family.BITBUCKET, """
                issue_comment_created issue_created issue_updated mirror_repo_synchronized pr_comment_added
                pr_comment_deleted pr_comment_edited pr_declined pr_deleted pr_from_ref_updated pr_merged pr_modified
                pr_opened pr_reviewer_approved pr_reviewer_changes_requested pr_reviewer_needs_work
                pr_reviewer_unapproved pr_reviewer_updated pr_to_ref_updated project_modified project_updated
                pullrequest_approved pullrequest_changes_request_created pullrequest_changes_request_removed
                pullrequest_comment_created pullrequest_comment_deleted pullrequest_comment_reopened
                pullrequest_comment_resolved pullrequest_comment_updated pullrequest_created pullrequest_fulfilled
                pullrequest_push pullrequest_rejected pullrequest_unapproved pullrequest_updated repo_comment_added
                repo_comment_deleted repo_comment_edited repo_commit_comment_created repo_commit_status_created
                repo_commit_status_updated repo_deleted repo_fork repo_forked repo_imported repo_modified repo_push
                repo_refs_changed repo_secret_detected repo_transfer repo_updated
                """);
        add(Family.TRAVIS, "broken canceled errored failed fixed passed pending still_failing");
        add(
                Family.JENVOY,
                String.join(
                        " ",
                        Happening.HOOK_FAILED,
                        Happening.HOOK_RECOVERED,
                        Happening.HOOK_SLOW,
                        Happening.DELIVERY_SET_ASIDE));
    }

    /** The events of all families. */
    public static final Set<String> ALL = all();

    /** The events of all families but Travis CI, of whose builds routes of their own tell. */
    public static final Set<String> OF_HOSTS =
            ALL.stream().filter(name -> !of(Family.TRAVIS).contains(name)).collect(Collectors.toUnmodifiableSet());

    private EventNames() {}

    /** Returns the events of one family, sorted; of {@link Family#OTHER} no event is known. */
    public static Set<String> of(Family family) {
        return BY_FAMILY.getOrDefault(family, Set.of());
    }

    /** Returns the first family that has an event of this name; empty if no family has it. */
    public static Optional<Family> family(String event) {
        return BY_FAMILY.entrySet().stream()
                .filter(entry -> entry.getValue().contains(event))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static void add(Family family, String names) {
        Set<String> sorted = new LinkedHashSet<>();
        Arrays.stream(names.trim().split("\\s+", -1)).sorted().forEach(sorted::add);
        BY_FAMILY.put(family, Collections.unmodifiableSet(sorted));
    }

    private static Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        BY_FAMILY.values().forEach(all::addAll);
        return Collections.unmodifiableSet(all);
    }
}
