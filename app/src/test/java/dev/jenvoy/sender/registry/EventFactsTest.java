package dev.jenvoy.sender.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.bitbucket.Bitbucket;
import dev.jenvoy.sender.gitea.Gitea;
import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.gitlab.GitLab;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.travis.TravisFacts;
import dev.jenvoy.sender.verify.Protocol;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read of each kind of event that a sender documents: event, owner, repository, branch, tag, commit and sender, a
 * dash for a fact that the payload does not have. The payloads are cut down to their facts.
 */
final class EventFactsTest {

    private static final String SHA = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";

    private static String facts(Protocol protocol, Map<String, String> headers, String json) throws Exception {
        HeaderFields sent = name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of();
        byte[] bytes = json.replace('\'', '"').replace("SHA", SHA).getBytes(StandardCharsets.UTF_8);
        JsonFacts read = JsonScan.read(new ByteArrayInputStream(bytes), protocol.paths());
        Facts facts = protocol.read(sent, read).get(0);
        return String.join(
                        " ",
                        text(facts.event()),
                        text(facts.owner()),
                        text(facts.repository()),
                        text(facts.branch()),
                        text(facts.tag()),
                        text(facts.sha()),
                        text(facts.sender()))
                .replace(SHA, "SHA");
    }

    private static String text(@Nullable Object fact) {
        return fact == null ? "-" : fact.toString();
    }

    private static final String REPOSITORY =
            "'repository':{'name':'site','full_name':'acme/site','owner':{'login':'acme'}},'sender':{'login':'ann'}";

    static Stream<Arguments> gitHub() {
        return Stream.of(
                Arguments.of("push", "'ref':'refs/heads/main','after':'SHA'," + REPOSITORY, "acme site main - SHA ann"),
                Arguments.of("push", "'ref':'refs/tags/v1','after':'SHA'," + REPOSITORY, "acme site - v1 SHA ann"),
                Arguments.of("create", "'ref':'main','ref_type':'branch'," + REPOSITORY, "acme site main - - ann"),
                Arguments.of("delete", "'ref':'v1','ref_type':'tag'," + REPOSITORY, "acme site - v1 - ann"),
                Arguments.of(
                        "create",
                        "'ref':'refs/heads/odd','ref_type':'branch'," + REPOSITORY,
                        "acme site refs/heads/odd - - ann"),
                Arguments.of(
                        "pull_request",
                        "'pull_request':{'base':{'ref':'main'},'head':{'sha':'SHA','ref':'x'}}," + REPOSITORY,
                        "acme site main - SHA ann"),
                Arguments.of(
                        "pull_request_review",
                        "'pull_request':{'base':{'ref':'main'},'head':{'sha':'SHA'}}," + REPOSITORY,
                        "acme site main - SHA ann"),
                Arguments.of("check_run", "'check_run':{'head_sha':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("check_suite", "'check_suite':{'head_sha':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of(
                        "workflow_run",
                        "'workflow_run':{'head_sha':'SHA','head_branch':'x'}," + REPOSITORY,
                        "acme site - - SHA ann"),
                Arguments.of(
                        "workflow_job", "'workflow_job':{'head_sha':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("workflow_dispatch", "'ref':'refs/heads/main'," + REPOSITORY, "acme site - - - ann"),
                Arguments.of(
                        "merge_group",
                        "'merge_group':{'head_sha':'SHA','base_ref':'refs/heads/main'}," + REPOSITORY,
                        "acme site - - SHA ann"),
                Arguments.of(
                        "deployment_status",
                        "'deployment_status':{},'deployment':{'sha':'SHA','ref':'main'}," + REPOSITORY,
                        "acme site - - SHA ann"),
                Arguments.of("page_build", "'build':{'commit':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("status", "'sha':'SHA','branches':[]," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("commit_comment", "'comment':{'commit_id':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("issues", "'issue':{}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("release", "'release':{'tag_name':'v1'}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("fork", "'forkee':{'full_name':'bob/site'}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("repository_dispatch", "'branch':'main'," + REPOSITORY, "acme site - - - ann"),
                Arguments.of(
                        "organization",
                        "'action':'member_added','organization':{'login':'acme'},'sender':{'login':'ann'}",
                        "acme - - - - ann"),
                Arguments.of("projects_v2_item", "'organization':{'login':'acme'}", "acme - - - - -"),
                Arguments.of(
                        "installation",
                        "'installation':{'id':1,'account':{'login':'acme'}},'repositories':[{'name':'site'}],"
                                + "'sender':{'login':'ann'}",
                        "acme - - - - ann"),
                Arguments.of(
                        "installation_repositories",
                        "'installation':{'account':{'login':'acme'}},'repositories_added':[{'full_name':'acme/site'}]",
                        "acme - - - - -"),
                Arguments.of("installation_target", "'account':{'login':'acme'}", "acme - - - - -"),
                Arguments.of("push", "'installation':{'id':1}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("github_app_authorization", "'sender':{'login':'ann'}", "- - - - - ann"),
                Arguments.of("security_advisory", "'security_advisory':{}", "- - - - - -"));
    }

    @ParameterizedTest
    @MethodSource("gitHub")
    void of_gitHub(String event, String members, String facts) throws Exception {
        assertThat(facts(new GitHub(() -> true), Map.of(GitHub.EVENT, event), "{" + members + "}"))
                .isEqualTo(event + " " + facts);
    }

    static Stream<Arguments> gitea() {
        String run = "'run':{'repository':{'name':'site','full_name':'acme/site','owner':{'login':'acme'}},"
                + "'prettyref':'main','commit_sha':'SHA','trigger_user':{'login':'ann'}}";
        return Stream.of(
                Arguments.of("push", "'ref':'refs/heads/main','after':'SHA'," + REPOSITORY, "acme site main - SHA ann"),
                Arguments.of("create", "'ref':'main','ref_type':'branch'," + REPOSITORY, "acme site main - - ann"),
                // As Forgejo has it.
                Arguments.of(
                        "create", "'ref':'refs/heads/a/b','ref_type':'branch'," + REPOSITORY, "acme site a/b - - ann"),
                Arguments.of("delete", "'ref':'refs/tags/v1','ref_type':'tag'," + REPOSITORY, "acme site - v1 - ann"),
                Arguments.of(
                        "pull_request",
                        "'pull_request':{'base':{'ref':'main'},'head':{'sha':'SHA'}}," + REPOSITORY,
                        "acme site main - SHA ann"),
                // As Gogs has it.
                Arguments.of(
                        "pull_request",
                        "'pull_request':{'head_branch':'x','base_branch':'main'}," + REPOSITORY,
                        "acme site main - - ann"),
                Arguments.of(
                        "pull_request_approved",
                        "'pull_request':{'base':{'ref':'main'},'head':{'sha':'SHA'}}," + REPOSITORY,
                        "acme site main - SHA ann"),
                Arguments.of("issues", "'issue':{}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("issue_comment", "'is_pull':true,'comment':{'id':1}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("release", "'release':{'tag_name':'v1'}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("fork", "'forkee':{'full_name':'bob/site'}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of("wiki", "'page':'Home'," + REPOSITORY, "acme site - - - ann"),
                Arguments.of(
                        "repository",
                        "'action':'created','organization':{'login':'acme'}," + REPOSITORY,
                        "acme site - - - ann"),
                Arguments.of("status", "'sha':'SHA','commit':{'id':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of(
                        "workflow_run",
                        "'workflow_run':{'head_sha':'SHA'},'pull_request':null," + REPOSITORY,
                        "acme site - - SHA ann"),
                Arguments.of(
                        "workflow_job", "'workflow_job':{'head_sha':'SHA'}," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("package", "'package':{'owner':{'login':'acme'}}," + REPOSITORY, "acme site - - - ann"),
                Arguments.of(
                        "package",
                        "'repository':null,'package':{'owner':{'login':'acme'}},'sender':{'login':'ann'}",
                        "acme - - - - ann"),
                Arguments.of(
                        "package",
                        "'repository':null,'organization':{'name':'acme','username':'acme'},'sender':{'login':'ann'}",
                        "acme - - - - ann"),
                // The reference may be a tag's, so it is no branch.
                Arguments.of("action_run_success", "'action':'success'," + run, "acme site - - SHA ann"),
                Arguments.of("action_run_failure", "'action':'failure'," + run, "acme site - - SHA ann"),
                Arguments.of("action_run_recover", "'action':'recovered'," + run, "acme site - - SHA ann"),
                Arguments.of(
                        "action_run_success", run.replace("acme", "evil") + "," + REPOSITORY, "acme site - - SHA ann"),
                Arguments.of("new_event", "'run':5,'package':'x','organization':{}", "- - - - - -"),
                // An old Gogs' owner has a name for people to read.
                Arguments.of(
                        "push",
                        "'ref':'refs/heads/main','after':'SHA','repository':{'name':'site','owner':"
                                + "{'name':'Acme Inc.','username':'acme'}},'sender':{'login':'ann'}",
                        "acme site main - SHA ann"));
    }

    @ParameterizedTest
    @MethodSource("gitea")
    void of_gitea_forgejo_and_gogs(String event, String members, String facts) throws Exception {
        for (String header : List.of("X-Gogs-Event", "X-Gitea-Event", "X-Forgejo-Event")) {
            assertThat(facts(new Gitea(), Map.of(header, event), "{" + members + "}"))
                    .isEqualTo(event + " " + facts);
        }
    }

    static Stream<Arguments> gitLab() {
        String project =
                "'project':{'name':'The Site','path_with_namespace':'acme/web/site'},'user':{'username':'ann'}";
        String home = "'repository':{'name':'The Site','homepage':'https://git.example.com/acme/web/site'}";
        return Stream.of(
                Arguments.of(
                        "Push Hook",
                        "'object_kind':'push','ref':'refs/heads/main','checkout_sha':'SHA','user_username':'ann',"
                                + project,
                        "push_hook acme/web site main - SHA ann"),
                Arguments.of(
                        "Tag Push Hook",
                        "'object_kind':'tag_push','ref':'refs/tags/v1','checkout_sha':'SHA'," + project,
                        "tag_push_hook acme/web site - v1 SHA ann"),
                Arguments.of(
                        "System Hook",
                        "'event_name':'push','ref':'refs/heads/main','checkout_sha':'SHA'," + project,
                        "system_hook acme/web site main - SHA ann"),
                Arguments.of(
                        "System Hook",
                        "'event_name':'tag_push','ref':'refs/tags/v1','after':'SHA'," + project,
                        "system_hook acme/web site - v1 SHA ann"),
                Arguments.of(
                        "System Hook",
                        "'event_name':'repository_update','changes':[{'ref':'refs/heads/main'}]," + project,
                        "system_hook acme/web site - - - ann"),
                Arguments.of(
                        "System Hook",
                        "'event_name':'user_add_to_team','project_path_with_namespace':'acme/site'",
                        "system_hook acme site - - - -"),
                Arguments.of(
                        "System Hook",
                        "'event_name':'group_rename','full_path':'acme/web'",
                        "system_hook acme/web - - - - -"),
                Arguments.of(
                        "Merge Request Hook",
                        "'object_kind':'merge_request','object_attributes':{'target_branch':'main',"
                                + "'last_commit':{'id':'SHA'}}," + project,
                        "merge_request_hook acme/web site main - SHA ann"),
                Arguments.of(
                        "Note Hook",
                        "'object_kind':'note','object_attributes':{},'commit':{'id':'SHA'}," + project,
                        "note_hook acme/web site - - SHA ann"),
                Arguments.of(
                        "Issue Hook", "'object_kind':'work_item'," + project, "issue_hook acme/web site - - - ann"),
                Arguments.of(
                        "Wiki Page Hook",
                        "'object_kind':'wiki_page'," + project,
                        "wiki_page_hook acme/web site - - - ann"),
                Arguments.of(
                        "Pipeline Hook",
                        "'object_kind':'pipeline','object_attributes':{'ref':'main','sha':'SHA'}," + project,
                        "pipeline_hook acme/web site - - SHA ann"),
                Arguments.of(
                        "Job Hook",
                        "'object_kind':'build','ref':'main','sha':'SHA','commit':{'id':2366}," + project,
                        "job_hook acme/web site - - SHA ann"),
                // As older servers had it.
                Arguments.of(
                        "Build Hook",
                        "'object_kind':'build','sha':'SHA','project_name':'Acme / The Site'," + home,
                        "build_hook acme/web site - - SHA -"),
                Arguments.of(
                        "Deployment Hook",
                        "'object_kind':'deployment','short_sha':'6113728f'," + project,
                        "deployment_hook acme/web site - - - ann"),
                Arguments.of(
                        "Feature Flag Hook",
                        "'object_kind':'feature_flag'," + project,
                        "feature_flag_hook acme/web site - - - ann"),
                Arguments.of(
                        "Release Hook",
                        "'object_kind':'release','tag':'v1','commit':{'id':'SHA'}," + project,
                        "release_hook acme/web site - - SHA ann"),
                Arguments.of(
                        "Milestone Hook",
                        "'object_kind':'milestone'," + project,
                        "milestone_hook acme/web site - - - ann"),
                Arguments.of("Emoji Hook", "'object_kind':'emoji'," + project, "emoji_hook acme/web site - - - ann"),
                Arguments.of(
                        "Resource Access Token Hook",
                        "'object_kind':'access_token'," + project,
                        "resource_access_token_hook acme/web site - - - ann"),
                Arguments.of(
                        "Resource Access Token Hook",
                        "'object_kind':'access_token','group':{'group_path':'web','full_path':'acme/web'}",
                        "resource_access_token_hook acme/web - - - - -"),
                // The last part of a group's path alone may be another group's name.
                Arguments.of(
                        "Member Hook",
                        "'event_name':'user_add_to_group','group_path':'web','user_username':'ann'",
                        "member_hook - - - - - ann"),
                Arguments.of(
                        "Project Hook",
                        "'event_name':'project_create','path_with_namespace':'acme/web/site'",
                        "project_hook acme/web site - - - -"),
                Arguments.of(
                        "Subgroup Hook",
                        "'event_name':'subgroup_create','full_path':'acme/web','parent_full_path':'acme'",
                        "subgroup_hook acme - - - - -"),
                Arguments.of(
                        "Vulnerability Hook",
                        "'object_kind':'vulnerability','object_attributes':{'url':"
                                + "'https://git.example.com/acme/web/site/-/security/vulnerabilities/1'}",
                        "vulnerability_hook acme/web site - - - -"),
                Arguments.of(
                        "Issue Hook",
                        "'object_attributes':{'url':'https://git.example.com/acme/web/site/-/issues/1'}",
                        "issue_hook - - - - - -"));
    }

    @ParameterizedTest
    @MethodSource("gitLab")
    void of_gitLab(String event, String members, String facts) throws Exception {
        assertThat(facts(gitLabs(), Map.of(GitLab.EVENT, event), "{" + members + "}"))
                .isEqualTo(facts);
    }

    /** Names that exist, though a sign-up may refuse them today. */
    @ParameterizedTest
    @CsvSource({
        "gitea, -ann-",
        "gitea, .ann",
        "gitea, ann..b",
        "gitea, _",
        "gitlab, .acme/web",
        "gitlab, acme/-web/x_",
        "gitlab, a--b",
        "cloud, -ann_",
        "cloud, ann--b",
        "server, ~ann.smith_example.com",
        "server, ~-ann",
        "server, A_1",
        "travis, -ann-"
    })
    void of_odd_owners(String sender, String owner) throws Exception {
        String told =
                switch (sender) {
                    case "gitea" ->
                        facts(
                                new Gitea(),
                                Map.of("X-Gitea-Event", "issues"),
                                "{'repository':{'name':'-x.','owner':{'login':'" + owner + "'}}}");
                    case "gitlab" ->
                        facts(gitLabs(), Map.of(GitLab.EVENT, "Issues"), "{'path_with_namespace':'" + owner + "/-x.'}");
                    case "cloud" ->
                        facts(
                                new Bitbucket(),
                                Map.of(Bitbucket.EVENT, "issues"),
                                "{'repository':{'full_name':'" + owner + "/-x.'}}");
                    case "server" ->
                        facts(
                                new Bitbucket(),
                                Map.of(Bitbucket.EVENT, "issues"),
                                "{'repository':{'slug':'-x.','project':{'key':'" + owner + "'}}}");
                    default ->
                        "issues "
                                + TravisFacts.read(JsonScan.read(
                                                new ByteArrayInputStream(
                                                        ("{\"state\":\"passed\",\"repository\":{\"name\":"
                                                                        + "\"-x.\",\"owner_name\":\"" + owner + "\"}}")
                                                                .getBytes(StandardCharsets.UTF_8)),
                                                TravisFacts.paths()))
                                        .owner()
                                + " -x. - - - -";
                };
        assertThat(told).isEqualTo("issues " + owner + " -x. - - - -");
    }

    private static GitLab gitLabs() {
        return new GitLab(
                new StandardSignature("gitlab", (proof, until) -> ReplayGuard.Use.NEW, InstantSource.system()));
    }

    static Stream<Arguments> bitbucket() {
        String cloud = "'actor':{'nickname':'ann'},'repository':{'name':'The Site','full_name':'acme/site'}";
        String server =
                "'actor':{'name':'ann'},'repository':{'name':'The Site','slug':'site','project':{'key':'ACME'}}";
        String pull = "'actor':{'name':'ann'},'pullRequest':{'fromRef':{'id':'refs/heads/x','latestCommit':'SHA',"
                + "'repository':{'slug':'site','project':{'key':'~BOB'}}},"
                + "'toRef':{'id':'refs/heads/main','repository':{'slug':'site','project':{'key':'ACME'}}}}";
        return Stream.of(
                Arguments.of(
                        "repo:push",
                        "'push':{'changes':[{'new':{'type':'branch','name':'main','target':{'hash':'SHA'}}}]}," + cloud,
                        "repo_push acme site main - SHA ann"),
                Arguments.of("repo:fork", "'fork':{'full_name':'bob/site'}," + cloud, "repo_fork acme site - - - ann"),
                Arguments.of(
                        "repo:updated",
                        "'changes':{'name':{'new':'a','old':'b'}}," + cloud,
                        "repo_updated acme site - - - ann"),
                Arguments.of("repo:transfer", "'previous_owner':{}," + cloud, "repo_transfer acme site - - - ann"),
                Arguments.of(
                        "repo:commit_comment_created",
                        "'commit':{'hash':'SHA'}," + cloud,
                        "repo_commit_comment_created acme site - - SHA ann"),
                Arguments.of(
                        "repo:commit_status_created",
                        "'commit_status':{'commit':{'hash':'SHA'}}," + cloud,
                        "repo_commit_status_created acme site - - SHA ann"),
                Arguments.of("issue:created", "'issue':{}," + cloud, "issue_created acme site - - - ann"),
                Arguments.of(
                        "pullrequest:created",
                        "'pullrequest':{'source':{'commit':{'hash':'SHA'},'repository':{'full_name':'bob/site'}},"
                                + "'destination':{'branch':{'name':'main'}}}," + cloud,
                        "pullrequest_created acme site main - SHA ann"),
                Arguments.of(
                        "repo:refs_changed",
                        "'changes':[{'refId':'refs/heads/main','toHash':'SHA','type':'UPDATE'}]," + server,
                        "repo_refs_changed ACME site main - SHA ann"),
                Arguments.of("repo:forked", server, "repo_forked ACME site - - - ann"),
                Arguments.of(
                        "repo:modified",
                        "'actor':{'name':'ann'},'old':{'slug':'old','project':{'key':'ACME'}},"
                                + "'new':{'slug':'site','project':{'key':'ACME'}}",
                        "repo_modified ACME site - - - ann"),
                Arguments.of(
                        "project:modified",
                        "'actor':{'name':'ann'},'old':{'key':'OLD'},'new':{'key':'ACME','name':'Acme Inc.'}",
                        "project_modified ACME - - - - ann"),
                Arguments.of(
                        "repo:comment:added",
                        "'comment':{},'commit':'SHA'," + server,
                        "repo_comment_added ACME site - - SHA ann"),
                Arguments.of(
                        "mirror:repo_synchronized",
                        "'mirrorServer':{},'changes':[{'refId':'refs/heads/main','toHash':'SHA'}]," + server,
                        "mirror_repo_synchronized ACME site - - - ann"),
                Arguments.of("pr:opened", pull, "pr_opened ACME site main - SHA ann"),
                Arguments.of("pr:merged", pull, "pr_merged ACME site main - SHA ann"),
                Arguments.of("pr:comment:added", "'comment':{}," + pull, "pr_comment_added ACME site main - SHA ann"),
                Arguments.of("repo:secret_detected", server, "repo_secret_detected ACME site - - - ann"));
    }

    @ParameterizedTest
    @MethodSource("bitbucket")
    void of_bitbucket_cloud_and_server(String event, String members, String facts) throws Exception {
        assertThat(facts(new Bitbucket(), Map.of(Bitbucket.EVENT, event), "{" + members + "}"))
                .isEqualTo(facts);
    }
}
