package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.FaultCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs two short cases of {@code bench/attack.sh}, which has all of them, so that the command itself stays usable. */
@Tag("long")
@Timeout(300)
final class AttackTest {

    @TempDir
    Path scratch;

    @Test
    void forged_requests_are_rejected_and_a_full_backlog_loses_nothing() throws Exception {
        assertThat(FaultCommand.run(scratch, "attack", "forgeries", "backlog"))
                .contains("| forgeries | yes |", "| backlog | yes |");
    }
}
