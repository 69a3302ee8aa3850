package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.base.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Wrong usage is answered by two lines; the overview is for those who ask for it. */
class UsageTest {

    @TempDir
    private Path folder;

    private Cli.Ran run(String line) {
        return new Cli(folder).run(line.isEmpty() ? new String[0] : line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delivries | Unknown command: delivries; did you mean deliveries? | --help",
                "deliv | Unknown command: deliv; did you mean deliveries? | --help",
                "xyzzyx | Unknown command: xyzzyx | --help",
                "deliveries lst | Unknown command: lst; did you mean list? | deliveries --help",
                "deliveries | Missing subcommand: list, show, tail or payload | deliveries --help",
                "deliveries list --staet failed | Unknown option: --staet; did you mean --state? | deliveries list --help",
                "deliveries list --staet=failed | Unknown option: --staet=failed; did you mean --state? | deliveries list --help",
                "deliveries list --limit many | Invalid value for option '--limit': 'many' is not an int | deliveries list --help",
                "secret now | Unexpected argument: now | secret --help",
                "endpoint find github | Missing required parameter: 'REPO_ID' | endpoint find --help",
                "help deliv | Unknown command: deliv; did you mean deliveries? | --help",
                "help deliveries lst | Unknown command: lst; did you mean list? | deliveries --help"
            })
    void wrong_usage_is_one_line_and_where_the_usage_is(String line, String words, String help) {
        Cli.Ran ran = run(line);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo(words + "\nSee: jenvoy " + help + "\n");
    }

    @Test
    void a_wrong_word_cannot_affect_the_terminal() {
        Cli.Ran ran = new Cli(folder).run("\u001b]0;x\u0007\nevil");

        assertThat(ran.err().lines()).hasSize(2);
        assertThat(ran.err()).doesNotContain("\u001b", "\u0007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help"})
    void the_overview_has_every_command_in_a_group_and_fits_a_terminal(String line) {
        Cli.Ran ran = run(line);

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("Run a server\n", "See and repeat\n", "  deliveries  ", "  redeliver   ");
        assertThat(ran.out()).doesNotContain("Other commands", "rehearse");
        assertThat(ran.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    /** These need no server. All others get their address and token by the one way that damaged files are tested with. */
    private static final Set<String> ALONE = Set.of(
            "jenvoy init",
            "jenvoy serve",
            "jenvoy service install",
            "jenvoy service uninstall",
            "jenvoy service status",
            "jenvoy rehearse",
            "jenvoy check",
            "jenvoy explain",
            "jenvoy send",
            "jenvoy secret",
            "jenvoy import",
            "jenvoy config check",
            "jenvoy hooks new",
            "jenvoy hooks run",
            "jenvoy chat render",
            "jenvoy tickets check",
            "jenvoy tickets explain",
            "jenvoy tickets plan",
            "jenvoy backup",
            "jenvoy journal copy",
            "jenvoy journal migrate",
            "jenvoy journal status",
            "jenvoy restore",
            "jenvoy help",
            "jenvoy completion",
            "jenvoy man");

    @Test
    void every_command_that_needs_a_server_finds_it_in_the_one_way() {
        List<String> others = leaves(Main.commandLine(new Surroundings(Map.of(), folder)))
                .filter(line -> !(line.getCommandSpec().userObject() instanceof AdminCommand))
                .map(line -> line.getCommandSpec().qualifiedName(" "))
                .toList();

        assertThat(others).containsExactlyInAnyOrderElementsOf(ALONE);
    }

    private static Stream<CommandLine> leaves(CommandLine line) {
        Stream<CommandLine> below = line.getSubcommands().values().stream().flatMap(UsageTest::leaves);
        boolean group =
                !line.getSubcommands().isEmpty() && !(line.getCommandSpec().userObject() instanceof AdminCommand);
        return group ? below : Stream.concat(Stream.of(line), below);
    }

    @Test
    void help_shows_one_command_with_its_options() {
        Cli.Ran ran = run("help deliveries list");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: jenvoy deliveries list").contains("--state", "--since");
        assertThat(run("deliveries list --help").out()).isEqualTo(ran.out());
    }
}
