package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.machine.Component;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Tests the manual page. */
class ManCommandTest {

    @TempDir
    private Path folder;

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(below -> !below.usageMessage().hidden())
                        .flatMap(ManCommandTest::all));
    }

    @Test
    void it_names_every_command_with_all_its_options() {
        CommandLine line = Main.commandLine(new Surroundings(Map.of(), folder));
        Cli.Ran ran = new Cli(folder).run("man");

        assertThat(ran.code()).isZero();
        String page = ran.out().replace("\\-", "-").replace("\\&", "");
        for (CommandSpec command : all(line.getCommandSpec()).toList()) {
            String name = command.qualifiedName(" ");
            int from = command.parent() == null ? 0 : page.indexOf(".SS \"" + name + "\"\n");
            assertThat(from).as(name).isNotNegative();
            int to = page.indexOf("\n.S", from + 1 + (command.parent() == null ? page.indexOf(".SH DESC") + 5 : 0));
            String section = page.substring(from, to < 0 ? page.length() : to);
            for (OptionSpec option : command.options()) {
                if (!option.hidden()) {
                    assertThat(section).as(name).contains(List.of(option.names()));
                }
            }
        }
        assertThat(page).doesNotContain("${", "null");
    }

    @Test
    void a_formatter_finds_nothing_wrong_with_it() throws Exception {
        Component.need("groff");
        Path page = Files.writeString(
                folder.resolve("jenvoy.1"), new Cli(folder).run("man").out());
        Process groff = new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", "-P-cbou", page.toString())
                .redirectErrorStream(true)
                .start();
        String shown = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(groff.waitFor()).isZero();
        assertThat(shown).doesNotContain("warning:", "error:").contains("jenvoy deliveries list", "--since");
    }
}
