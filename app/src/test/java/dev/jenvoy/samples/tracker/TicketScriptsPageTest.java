package dev.jenvoy.samples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The block of the page about scripts, run as it is copied from the page. */
final class TicketScriptsPageTest {

    private static final int MAX_SECONDS = 60;

    @TempDir
    private Path folder;

    /** Returns the lines of the page's block that begins with this. */
    private static String block(String begin) throws IOException {
        String page = Files.readString(SampleTracker.folder().resolveSibling("docs/how-to/ticket-scripts.md"));
        return page.substring(page.indexOf("    " + begin))
                .lines()
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String run(String commands) throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("pasted"), commands);
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder("sh", "-e")
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!shell.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            shell.destroyForcibly();
            throw new AssertionError("the block still ran after " + MAX_SECONDS + " s");
        }
        return shell.exitValue() + " " + Files.readString(output).strip();
    }

    @Test
    void the_block_makes_a_tracker_and_looks_at_its_ticket() throws Exception {
        assertThat(run(block("mkdir -p trackers"))).isEqualTo("0 {\"key\": \"SITE-1\", \"status\": \"To Do\"}");
        assertThat(run("cd trackers\n./files move SITE-1 Done\n"))
                .isEqualTo("0 {\"key\": \"SITE-1\", \"status\": \"Done\"}");
        assertThat(run("cd trackers\n./files look SITE-2\n")).isEqualTo("1 there is no ticket SITE-2");
    }
}
