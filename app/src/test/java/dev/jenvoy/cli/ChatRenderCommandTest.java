package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jenvoy chat render}, and the rooms of {@code check} and {@code explain}: no server, and no network. */
class ChatRenderCommandTest {

    private static final String ISSUE = """
            {
              "action": "opened",
              "repository": {"full_name": "acme/site", "name": "site", "owner": {"login": "acme"},
                "html_url": "https://github.com/acme/site"},
              "sender": {"login": "alice", "type": "User", "html_url": "https://github.com/alice"},
              "issue": {"number": 7, "title": "Login <!here> *fails*", "html_url": "https://github.com/acme/site/issues/7",
                "user": {"login": "alice"}}
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("issue.json"), ISSUE);
    }

    private Cli.Ran render(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(new String[] {"chat", "render", "issue.json", "--event", "issues"}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return new Cli(folder).run(all);
    }

    private void configure() throws IOException {
        Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(folder.resolve("config.json"), """
                {
                  "allowed_ips": ["127.0.0.1"],
                  "enforce_secret": "planted-secret-5f0c9a7be1d24386",
                  "chat": {
                    "rooms": {
                      "dev": {"kind": "slack", "url": "http://127.0.0.1:1/planted", "style": "short"},
                      "ops": {"kind": "discord", "url": "http://127.0.0.1:1/planted"}
                    },
                    "routes": [
                      {"repo": "acme/*", "room": "dev", "events": ["issues"]},
                      {"repo": "acme/*", "room": "ops", "events": ["issues.closed", "push:main"]}
                    ],
                    "templates": "templates"
                  }
                }
                """);
        Files.createDirectories(folder.resolve("templates"));
    }

    @Test
    void a_payload_is_shown_as_plain_text() {
        Cli.Ran ran = render();

        assertThat(ran.all())
                .isEqualTo("[acme/site] alice opened issue #7: Login <!here> *fails*"
                        + " https://github.com/acme/site/issues/7\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_payload_is_shown_in_the_markup_of_a_kind() {
        assertThat(render("--as", "slack").out()).contains("&lt;!here").doesNotContain("<!here>");
        Cli.Ran wrong = render("--as", "pigeon");
        assertThat(wrong.err()).contains("--as: no kind pigeon; there are: ", "slack");
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void the_values_for_templates_are_shown() {
        JsonObject model = JsonParser.parseString(render("--model").out()).getAsJsonObject();

        assertThat(model.get("actor").getAsString()).isEqualTo("alice");
        assertThat(model.get("number").getAsString()).isEqualTo("7");
    }

    @Test
    void a_room_has_its_kind_and_the_configured_templates() throws IOException {
        configure();
        Files.writeString(folder.resolve("templates/issues.opened.mustache"), "{{actor}}: **{{title}}**");

        assertThat(render("--room", "dev").out()).contains("alice: *Login").doesNotContain("opened");
        Cli.Ran unknown = render("--room", "none");
        assertThat(unknown.err()).isEqualTo("jenvoy: no room none; there are: dev, ops\n");
        assertThat(unknown.code()).isEqualTo(1);
    }

    @Test
    void a_file_that_cannot_be_used_is_named() throws IOException {
        assertThat(new Cli(folder)
                        .run("chat", "render", "none.json", "--event", "push")
                        .err())
                .contains("there is no file");
        Files.writeString(folder.resolve("issue.json"), "[]");
        Cli.Ran ran = render();
        assertThat(ran.err()).contains("would be rejected with 400");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void other_senders_are_named() throws IOException {
        Files.writeString(folder.resolve("push.json"), """
                {"object_kind": "push", "ref": "refs/heads/feature/x", "before": "1111111111111111111111111111111111111111",
                 "after": "2222222222222222222222222222222222222222", "user_username": "bob", "total_commits_count": 1,
                 "project": {"path_with_namespace": "acme/team/site", "web_url": "https://gitlab.example/acme/team/site"},
                 "commits": [{"id": "2222222222222222222222222222222222222222", "message": "Mend",
                   "url": "https://gitlab.example/c", "author": {"name": "bob"}}]}
                """);

        assertThat(new Cli(folder)
                        .run("chat", "render", "push.json", "--event", "Push Hook", "--source", "gitlab")
                        .out())
                .contains("[acme/team/site]", "bob pushed 1 commit to feature/x");
        assertThat(new Cli(folder)
                        .run("chat", "render", "push.json", "--event", "Push Hook")
                        .out())
                .contains("[acme/team/site]", "bob pushed 1 commit to feature/x");
        Cli.Ran other =
                new Cli(folder).run("chat", "render", "push.json", "--event", "Push Hook", "--source", "github");
        assertThat(other.err()).isEqualTo("jenvoy: github sends no event push_hook; it is one of gitlab\n");
        assertThat(other.code()).isEqualTo(1);
    }

    @Test
    void an_event_that_no_sender_has_needs_a_sender() {
        Cli.Ran ran = new Cli(folder).run("chat", "render", "issue.json", "--event", "isues");
        assertThat(ran.err()).isEqualTo("jenvoy: no known sender sends the event isues; did you mean issues?\n");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(new Cli(folder)
                        .run("chat", "render", "issue.json", "--event", "quite_new", "--source", "github")
                        .code())
                .isZero();
    }

    @Test
    void check_lists_the_rooms_and_finds_bad_templates() throws IOException {
        configure();
        assertThat(new Cli(folder).run("check").out())
                .contains("Chat: 2 rooms", "dev  slack", "acme/*: issues.closed push:main")
                .doesNotContain("planted");
        Files.writeString(folder.resolve("templates/push.mustache"), "{{{title}}}");

        Cli.Ran ran = new Cli(folder).run("check");

        assertThat(ran.out()).contains("Problems:", "push.mustache");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(new Cli(folder).run("check", "--json").out()).contains("\"chat\"", "\"rooms\"");
    }

    @Test
    void explain_says_what_is_left_to_the_push() throws IOException {
        Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(folder.resolve("config.json"), """
                {"chat": {
                  "rooms": {"dev": {"kind": "slack", "url": "http://127.0.0.1:1/planted"},
                            "ops": {"kind": "slack", "url": "http://127.0.0.1:1/planted"}},
                  "routes": [{"repo": "acme/*", "room": "dev", "events": ["pull_request", "push"]},
                             {"repo": "acme/*", "room": "ops", "events": ["*"]}]}}
                """);
        Files.writeString(folder.resolve("update.json"), """
                {"action": "synchronize", "repository": {"full_name": "acme/site", "name": "site", "owner": {"login": "acme"}},
                 "sender": {"login": "alice"},
                 "pull_request": {"number": 7, "title": "Mend", "base": {"ref": "main", "repo": {"full_name": "acme/site"}},
                   "head": {"ref": "x", "repo": {"full_name": "acme/site"}}}}
                """);
        Files.writeString(folder.resolve("new.json"), """
                {"ref": "refs/heads/x", "created": true, "before": "0000000000000000000000000000000000000000",
                 "after": "1111111111111111111111111111111111111111", "sender": {"login": "alice"},
                 "repository": {"full_name": "acme/site", "name": "site", "owner": {"login": "acme"}}}
                """);

        Cli.Ran left = new Cli(folder).run("explain", "pull_request", "--payload", "update.json");
        assertThat(left.out())
                .contains(
                        "In these rooms it is left to the push of the branch, which their routes want, too: dev, ops\n")
                .doesNotContain("No room");
        assertThat(new Cli(folder)
                        .run("explain", "pull_request", "--payload", "update.json", "--json")
                        .out())
                .containsPattern("\"rooms_left_to_push\":\\s*\\[\\s*\"dev\",\\s*\"ops\"");
        assertThat(new Cli(folder)
                        .run("explain", "push", "--payload", "new.json")
                        .out())
                .contains("These rooms would hear of it: dev, ops\n");
    }

    @Test
    void explain_names_the_rooms_that_would_hear_of_a_payload() throws IOException {
        configure();

        assertThat(new Cli(folder)
                        .run("explain", "issues", "--payload", "issue.json")
                        .out())
                .contains("These rooms would hear of it: dev\n");
        assertThat(new Cli(folder)
                        .run("explain", "push", "--repository", "acme/site", "--branch", "main")
                        .out())
                .contains("These rooms would hear of it: ops\n");
        assertThat(new Cli(folder)
                        .run("explain", "push", "--repository", "other/site", "--branch", "main")
                        .out())
                .contains("No room has a fixed route that wants it.");
    }
}
