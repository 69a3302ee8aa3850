package dev.jenvoy.ticket.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.options.ReadTickets;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.setup.TrackerSetups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which machines are in force while files and configuration change. */
class SetupCacheTest {

    private static final String MACHINE = """
            provisioner "soc" {
              aliasmapper "soc" {
                aliases = { to_do: "To Do", done: "Done" }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" { transition = "done" }
                state "done" "next" { transition = "<end>" }
              }
            }
            """;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final SetupCache cache = new SetupCache(ReadTickets.FILES, now::get);

    @BeforeEach
    void prepare() throws IOException {
        machine(MACHINE);
    }

    private void machine(String text) throws IOException {
        Files.writeString(folder.resolve("soc.hcl"), text);
    }

    private TicketsOptions options(String user) {
        return ReadTickets.sound(folder, """
                {"statemachines_path": ".", "trackers": {"a": {"kind": "jira", "url": "https://tracker.example",
                "user": "%s", "token": "not-a-real-token", "statefile": "soc.hcl", "projects": ["SOC"]}}}
                """.formatted(user));
    }

    private TrackerSetups later(TicketsOptions options) {
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        return cache.of(options);
    }

    @Test
    void a_changed_file_is_in_force_after_some_seconds() throws IOException {
        TicketsOptions options = options("ada");
        assertThat(cache.of(options)
                        .trackers()
                        .get("a")
                        .machine("SOC")
                        .orElseThrow()
                        .aliases())
                .hasSize(2);
        machine(MACHINE.replace("done: \"Done\"", "done: \"Done\", other: \"Other\""));
        assertThat(later(options)
                        .trackers()
                        .get("a")
                        .machine("SOC")
                        .orElseThrow()
                        .aliases())
                .hasSize(3);
    }

    @Test
    void a_broken_file_changes_nothing_and_is_told_of_until_it_is_mended() throws IOException {
        TicketsOptions options = options("ada");
        TrackerSetups good = cache.of(options);
        machine("provisioner {");
        assertThat(later(options).trackers()).isEqualTo(good.trackers());
        assertThat(cache.problems()).anyMatch(FileProblem::isError);
        machine(MACHINE);
        assertThat(later(options).trackers()).isEqualTo(good.trackers());
        assertThat(cache.problems()).noneMatch(FileProblem::isError);
    }

    @Test
    void what_the_configuration_says_of_a_tracker_counts_also_while_a_file_is_broken() throws IOException {
        cache.of(options("ada"));
        machine("provisioner {");
        TrackerSetups after = later(options("bob"));
        assertThat(after.trackers().get("a").options().access().toString()).contains("bob");
        assertThat(after.trackers().get("a").machine("SOC")).isPresent();
        assertThat(later(TicketsOptions.NONE).trackers()).isEmpty();
    }
}
