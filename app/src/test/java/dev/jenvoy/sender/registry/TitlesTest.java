package dev.jenvoy.sender.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each sender says an event is about, in one line. A title never rejects a payload. */
final class TitlesTest {

    private static final String HUB = "'repository':{'name':'site','full_name':'acme/site','owner':{'login':'acme'}}";
    private static final String LAB = "'project':{'path_with_namespace':'acme/site'}";
    private static final String CLOUD = "'repository':{'full_name':'acme/site'}";
    private static final String SERVER = "'repository':{'slug':'site','project':{'key':'ACME'}}";

    static Stream<Arguments> titles() {
        return Stream.of(
                Arguments.of(
                        "github",
                        "push",
                        "'ref':'refs/heads/main','head_commit':{'message':'Fix it\\n\\nmore'}," + HUB,
                        "Fix it"),
                Arguments.of(
                        "github", "push", "'ref':'refs/heads/main','deleted':true,'head_commit':null," + HUB, null),
                Arguments.of(
                        "github", "pull_request", "'pull_request':{'title':'A change','number':7}," + HUB, "A change"),
                Arguments.of("github", "issues", "'issue':{'title':'A fault'}," + HUB, "A fault"),
                Arguments.of("github", "release", "'release':{'name':'','tag_name':'v1'}," + HUB, "v1"),
                Arguments.of("github", "release", "'release':{'name':'One','tag_name':'v1'}," + HUB, "One"),
                Arguments.of("github", "workflow_run", "'workflow_run':{'display_title':'Build'}," + HUB, "Build"),
                Arguments.of("github", "status", "'sha':'1a','commit':{'commit':{'message':'Fix'}}," + HUB, "Fix"),
                Arguments.of("github", "issues", "'issue':{'title':7}," + HUB, null),
                Arguments.of(
                        "gitea",
                        "push",
                        "'ref':'refs/heads/main','after':'2b','commits':[{'id':'1a','message':'Old'},{'id':'2b','message':'New'}],"
                                + HUB,
                        "New"),
                Arguments.of("gitea", "push", "'ref':'refs/heads/main','commits':7," + HUB, null),
                Arguments.of(
                        "gitlab",
                        "push_hook",
                        "'object_kind':'push','ref':'refs/heads/main','checkout_sha':'2b','after':'2b','commits':[{'id':'1a','title':'Old'},{'id':'2b','title':'New','message':'New\\nmore'}],"
                                + LAB,
                        "New"),
                Arguments.of(
                        "gitlab",
                        "tag_push_hook",
                        "'object_kind':'tag_push','ref':'refs/tags/v1','message':'The first'," + LAB,
                        "The first"),
                Arguments.of(
                        "gitlab",
                        "merge_request_hook",
                        "'object_kind':'merge_request','object_attributes':{'title':'A change','target_branch':'main'},"
                                + LAB,
                        "A change"),
                Arguments.of(
                        "gitlab",
                        "note_hook",
                        "'object_kind':'note','merge_request':{'title':'A change','target_branch':'main'}," + LAB,
                        "A change"),
                Arguments.of("gitlab", "release_hook", "'object_kind':'release','name':'One','tag':'v1'," + LAB, "One"),
                Arguments.of(
                        "gitlab",
                        "pipeline_hook",
                        "'object_kind':'pipeline','commit':{'id':'1a','title':'Fix'}," + LAB,
                        "Fix"),
                Arguments.of(
                        "bitbucket",
                        "repo_push",
                        "'push':{'changes':[{'new':{'name':'main','type':'branch','target':{'hash':'1a','message':'Fix it\\n'}}}]},"
                                + CLOUD,
                        "Fix it"),
                Arguments.of(
                        "bitbucket",
                        "pullrequest_created",
                        "'pullrequest':{'title':'A change','destination':{'branch':{'name':'main'}}}," + CLOUD,
                        "A change"),
                Arguments.of(
                        "bitbucket",
                        "repo_refs_changed",
                        "'changes':[{'refId':'refs/heads/main','toHash':'1a','type':'UPDATE'}],'toCommit':{'message':'Fix it'},"
                                + SERVER,
                        "Fix it"),
                Arguments.of(
                        "bitbucket",
                        "pr_opened",
                        "'pullRequest':{'title':'A change','toRef':{'id':'refs/heads/main','repository':{'slug':'site','project':{'key':'ACME'}}}}",
                        "A change"),
                Arguments.of(
                        "travis",
                        "passed",
                        "'status_message':'Passed','branch':'main','message':'Fix it','repository':{'name':'site','owner_name':'acme'}",
                        "Fix it"),
                Arguments.of(
                        "travis",
                        "passed",
                        "'status_message':'Passed','branch':'main','message':'Merge','pull_request_title':'A change','repository':{'name':'site','owner_name':'acme'}",
                        "A change"));
    }

    @ParameterizedTest
    @MethodSource("titles")
    void a_sender_says_what_an_event_is_about(String sender, String event, String json, String title)
            throws IOException {
        assertThat(read(sender, event, json).title()).isEqualTo(title);
    }

    @Test
    void a_title_is_one_line_of_at_most_200_characters_without_control_characters() throws IOException {
        assertThat(titled("\\n \\t\\nSecond\\u0007line\\u001b[31m  \\nthird")).isEqualTo("Second line [31m");
        assertThat(titled("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(titled("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
        assertThat(titled("😀".repeat(150))).isEqualTo("😀".repeat(99) + "…");
        assertThat(titled("")).isNull();
    }

    private static String titled(String title) throws IOException {
        return read("github", "issues", "'issue':{'title':'" + title + "'}," + HUB)
                .title();
    }

    private static Facts read(String sender, String event, String json) throws IOException {
        byte[] payload = ("{" + json + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        PayloadFacts.Read read =
                PayloadFacts.read(sender, new Event(event.toLowerCase(Locale.ROOT)), new ByteArrayInputStream(payload));
        assertThat(read).isInstanceOf(PayloadFacts.Read.Known.class);
        return ((PayloadFacts.Read.Known) read).facts().get(0);
    }
}
