package dev.jenvoy.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FreezerTest {

    @Test
    void a_frozen_group_stands_still_with_what_it_started_and_goes_on_later() throws Exception {
        Freezer freezer = Freezer.create().orElse(null);
        assumeTrue(freezer != null, "this machine gives no control groups");
        List<String> command = new ArrayList<>(freezer.prefix());
        command.addAll(List.of("/bin/sh", "-c", "while read -r line; do sh -c \"echo $line\"; done"));
        Process process = new ProcessBuilder(command).start();
        try (freezer;
                BufferedReader answers = process.inputReader()) {
            say(process, "before");
            assertThat(answers.readLine()).isEqualTo("before");

            freezer.freeze();

            say(process, "after");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return answers.readLine();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(answer).failsWithin(300, TimeUnit.MILLISECONDS);
            freezer.thaw();
            assertThat(answer).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("after");
            process.destroyForcibly();
        }
    }

    private static void say(Process process, String word) throws IOException {
        process.outputWriter().write(word + "\n");
        process.outputWriter().flush();
    }
}
