package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code check} names each error in {@code chat} with its line and column, and no secret. */
class ChatCheckTest {

    private static final String PLANTED = "planted-secret-0c1d2e3f4a5b";

    @TempDir
    Path folder;

    private static final String HOME =
            "\"accounts\": {\"home\": {\"kind\": \"matrix\", \"homeserver\": \"https://chat.example.org\", \"token\": \""
                    + PLANTED + "\"}}";
    private static final String DEV = "\"rooms\": {\"dev\": {\"account\": \"home\", \"address\": \"!a:example.org\"}}";

    /** A section of {@code chat}, with a mark where the error is. */
    private static Arguments row(String error, String section) {
        return Arguments.of(error, section);
    }

    private static String route(String members) {
        return HOME + ",\n" + DEV + ",\n\"routes\": [" + members + "]";
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                row(
                        "an address that begins with https://",
                        "\"accounts\": {\"home\": {\"kind\": \"matrix\", \"token\": \"" + PLANTED
                                + "\",\n \"homeserver\": @\"http://chat.example.org\"}}"),
                row(
                        "an address that begins with https://",
                        "\"rooms\": {\"ops\": {\"kind\": \"discord\",\n \"url\": @\"http://discord.com/api/webhooks/1/"
                                + PLANTED + "\"}}"),
                row("no such kind; there are: discord", "\"accounts\": {\"home\": {\n\"kind\": @\"carrier-pigeon\"}}"),
                row("no such kind; there are: discord", "\"rooms\": {\"ops\": {\n\"kind\": @\"carrier-pigeon\"}}"),
                row(
                        "\"kind\" is missing",
                        "\"rooms\": {\"ops\":\n @{\"url\": \"https://example.org/" + PLANTED + "\"}}"),
                row(
                        "no such account; there are: home",
                        HOME
                                + ",\n\"rooms\": {\"dev\": {\n\"account\": @\"nobody\", \"address\": \"!a:example.org\"}}"),
                row("needs its \"address\"", HOME + ",\n\"rooms\": {\"dev\": @{\"account\": \"home\"}}"),
                row(
                        "expected a room's id or alias",
                        HOME + ",\n\"rooms\": {\"dev\": {\"account\": \"home\",\n\"address\": @\"dev\"}}"),
                row(
                        "not a name",
                        HOME + ",\n\"rooms\": {\n@\"../dev\": {\"account\": \"home\", \"address\": \"!a:b\"}}"),
                row(
                        "unknown event pusch (did you mean push?)",
                        route("{\"repo\": \"acme/*\", \"room\": \"dev\",\n\"events\": [\"issues\", @\"pusch\"]}")),
                row(
                        "no room of this name; there are: dev",
                        route("{\"repo\": \"acme/*\", \"events\": [\"push\"],\n\"room\": @\"prod\"}")),
                row(
                        "owner/name or owner/*",
                        route("{\"room\": \"dev\", \"events\": [\"push\"],\n\"repo\": @\"acme\"}")),
                row(
                        "owner/name or owner/*",
                        route("{\"room\": \"dev\", \"events\": [\"push\"],\n\"repo\": @\"" + "a".repeat(600)
                                + "/*\"}")),
                row("\"repo\" is missing", route("\n@{\"room\": \"dev\", \"events\": [\"push\"]}")),
                row("needs at least one event word", route("\n@{\"repo\": \"acme/*\", \"room\": \"dev\"}")),
                row(
                        "needs at least one event word",
                        route("\n@{\"repo\": \"acme/*\", \"room\": \"dev\", \"event\": [\"push\"]}")),
                row("\"room\" is missing", route("\n@{\"repo\": \"acme/*\", \"events\": [\"push\"]}")),
                row(
                        "\"room\" is missing",
                        route("\n@{\"repo\": \"acme/*\", \"rooms\": \"dev\", \"events\": [\"push\"]}")),
                row(
                        "expected the bare JID of a person",
                        "\"accounts\": {\"jabber\": {\"kind\": \"xmpp\", \"password\": \"" + PLANTED
                                + "\",\n\"admins\": [@\"alice\", \"bob@example.org\"], \"jid\": \"bot@example.org\"}}"),
                row(
                        "expected the id of a person",
                        "\"accounts\": {\"home\": {\"kind\": \"matrix\", \"homeserver\": \"https://chat.example.org\","
                                + " \"token\": \"" + PLANTED + "\",\n\"admins\": [@\"alice\"]}}"),
                row("unknown event nonsense", "\"defaults\": [\"push\",\n @\"nonsense\"]"),
                row("not a duration", "\"max_age\":\n @\"never\""),
                row("\"again\"", "\"on_doubt\":\n @\"maybe\""),
                row("true or false", "\"public\":\n @\"yes\""),
                row("an address like", "\"dashboard_url\":\n @\"javascript:alert(1)\""),
                row("not a duration", "\"slow_hook\":\n @\"0s\""),
                row(
                        "environment variable",
                        "\"rooms\": {\"ops\": {\"kind\": \"discord\",\n \"url\": @\"env:NOT_SET_ANYWHERE\"}}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("errors")
    void an_error_is_named_with_its_line_and_column(String error, String section) throws IOException {
        String text = "{\n\"chat\": {\n" + section + "\n}}";
        int mark = text.indexOf('@');
        String before = text.substring(0, mark);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = mark - before.lastIndexOf('\n');
        Files.writeString(folder.resolve("config.json"), before + text.substring(mark + 1));
        CommandRun.hooks(folder.resolve("hooks"), "push");

        CommandRun run = CommandRun.in(folder, Map.of(), "check");

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out().lines().filter(one -> one.contains(error)))
                .as(run.out())
                .anySatisfy(one -> assertThat(one).contains("at line " + line + ", column " + column + ": chat."));
        assertThat(run.out() + run.err()).doesNotContain(PLANTED);
    }

    @Test
    void a_template_that_cannot_be_used_is_an_error_with_its_file() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/push.mustache"), "{{actor}} {{{title}}}");
        Files.writeString(folder.resolve("config.json"), "{\"chat\": {\"templates\": \"templates\"}}");
        CommandRun.hooks(folder.resolve("hooks"), "push");

        CommandRun run = CommandRun.in(folder, Map.of(), "check");

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).contains("push.mustache");
    }

    /** One mistake, and the only problem that is named. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                row(
                        "chat.accounts.irc.nick: this key is missing",
                        "\"accounts\": {\"irc\": {\"kind\": \"irc\", \"host\": \"irc.example.org\"}},"
                                + "\"rooms\": {\"log\": {\"account\": \"irc\", \"address\": \"#log\"}},"
                                + "\"routes\": [{\"repo\": \"acme/*\", \"room\": \"log\", \"events\": [\"push\"]}]"),
                row(
                        "chat.rooms.dev.address: expected a room's id or alias",
                        HOME + ", \"rooms\": {\"dev\": {\"account\": \"home\", \"address\": \"dev\"}},"
                                + "\"routes\": [{\"repo\": \"acme/*\", \"room\": \"dev\", \"events\": [\"push\"]}]"),
                row(
                        "chat.routes[0].events[0]: unknown event pusk (did you mean push?)",
                        route("{\"repo\": \"acme/*\", \"room\": \"dev\", \"events\": [\"pusk\"]}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void one_mistake_is_one_problem(String problem, String section) throws IOException {
        CommandRun run = check(section);

        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out()).contains(problem).endsWith("\n1 problem found.\n");
    }

    private CommandRun check(String section) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"chat\": {" + section + "}}");
        CommandRun.hooks(folder.resolve("hooks"), "push");
        return CommandRun.in(folder, Map.of(), "check");
    }

    static Stream<Arguments> warnings() {
        String irc = "\"accounts\": {\"irc\": {\"kind\": \"irc\", \"host\": \"127.0.0.1\", \"tls\": false,"
                + " \"nick\": \"jenvoy\", \"admins\": [\"alice\"]}}";
        return Stream.of(
                row("chat.accounts.irc.admins: commands are obeyed only over TLS", irc),
                row(
                        "chat.accounts.work.admins: no commands come without a secret for slash commands",
                        "\"accounts\": {\"work\": {\"kind\": \"slack\", \"token\": \"xoxb-" + PLANTED
                                + "\", \"admins\": [\"U1\"]}}"),
                row(
                        "chat.routes[0].events: no word says which events are wanted, so this route says nothing",
                        route("{\"repo\": \"acme/*\", \"room\": \"dev\", \"events\": [\"-bots\"]}")),
                row(
                        "chat.routes[0].events[1]: no known action mergd of pull_request (did you mean merged?)",
                        route("{\"repo\": \"acme/*\", \"room\": \"dev\","
                                + " \"events\": [\"push\", \"pull_request.mergd\"]}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("warnings")
    void what_would_do_nothing_is_a_warning(String warning, String section) throws IOException {
        CommandRun run = check(section);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("Warnings:", warning);
    }

    @Test
    void a_template_is_named_once_and_a_value_that_no_message_has_is_a_warning() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/push.mustache"), "{{actor}} {{{title}}}");
        Files.writeString(
                folder.resolve("templates/issues.mustache"),
                "{{actor}}: {{titel}}\n{{#labels}}{{.}}{{^-last}}, {{/-last}}{{/labels}}"
                        + "{{#commits}}{{short_sha}} {{author}}{{/commits}}{{^titel}}none{{/titel}}");

        CommandRun run = check("\"templates\": \"templates\"");

        assertThat(run.out())
                .containsOnlyOnce("push.mustache")
                .containsOnlyOnce("issues.mustache")
                .contains("template issues.mustache:1:12: no message has a value titel (did you mean title?)")
                .endsWith("\n1 problem found.\n");
    }

    @Test
    void two_rooms_with_one_address_are_a_warning() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"chat\": {" + HOME + """
                , "rooms": {"dev": {"account": "home", "address": "!a:example.org"},
                            "ops": {"account": "home", "address": "!a:example.org"},
                            "all": {"account": "home", "address": "!b:example.org"}}}}""");
        CommandRun.hooks(folder.resolve("hooks"), "push");

        CommandRun run = CommandRun.in(folder, Map.of(), "check");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).containsOnlyOnce("have the same address").contains("the rooms dev and ops");
    }

    @Test
    void a_section_without_errors_is_good() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"chat\": {" + route("""
                {"repo": "acme/*", "room": "dev", "events": ["push:main", "-bots", "hook.failed:release/*"]}""") + "}}");
        CommandRun.hooks(folder.resolve("hooks"), "push");

        CommandRun run = CommandRun.in(folder, Map.of(), "check");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).doesNotContain(PLANTED, "Problems");
    }
}
