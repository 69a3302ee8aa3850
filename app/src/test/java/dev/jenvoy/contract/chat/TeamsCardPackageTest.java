package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kind.teams.TeamsKind;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Adaptive Cards' own package reads our cards without a complaint. It is installed into {@code target} with npm when it is
 * missing there.
 */
class TeamsCardPackageTest {

    private static final String VERSION = "3.0.6";
    private static final Path PLACE = Path.of("target", "adaptivecards");
    private static final Path PACKAGE = PLACE.resolve("node_modules/adaptivecards/dist/adaptivecards.js");

    /** Prints the complaints of the parser and of the validation, one in each line. */
    private static final String SCRIPT = """
            globalThis.window = globalThis; globalThis.self = globalThis;
            globalThis.HTMLElement = class {}; globalThis.document = {};
            const cards = require(process.argv[2]);
            const message = JSON.parse(require("fs").readFileSync(process.argv[3], "utf8"));
            const context = new cards.SerializationContext();
            const card = new cards.AdaptiveCard();
            card.parse(message.attachments[0].content, context);
            for (let i = 0; i < context.eventCount; i++) console.log(context.getEventAt(i).message);
            card.validateProperties().validationEvents.forEach(event => console.log(event.message));
            console.log(card.getItemCount() + " items");
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Component.need("node");
        Component.need("npm");
        if (!Files.exists(PACKAGE)) {
            Files.createDirectories(PLACE);
            String said = run(List.of(
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    PLACE.toString(),
                    "adaptivecards@" + VERSION));
            assertThat(PACKAGE)
                    .as("this test needs npm's package adaptivecards, which could not be installed: %s", said)
                    .exists();
        }
    }

    @Test
    void our_card_is_read_without_a_complaint() throws IOException, InterruptedException {
        assertThat(complaints(new TeamsKind().renderer().render(ChatMessages.hostile())))
                .isEqualTo("3 items\n");
    }

    @Test
    void a_wrong_card_is_complained_about() throws IOException, InterruptedException {
        String card = new TeamsKind().renderer().render(ChatMessages.hostile());

        assertThat(complaints(card.replace("\"TextBlock\"", "\"Unheard\""))).isNotEqualTo("3 items\n");
        assertThat(complaints(card.replace("\"emphasis\"", "\"unheard\""))).isNotEqualTo("3 items\n");
    }

    private String complaints(String card) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("check.js"), SCRIPT);
        Path file = Files.writeString(folder.resolve("card.json"), card);
        return run(List.of("node", script.toString(), PACKAGE.toAbsolutePath().toString(), file.toString()));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("cards", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(output);
        Files.delete(output);
        return said;
    }
}
