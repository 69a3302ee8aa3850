package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.FaultCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short versions of the runs with a disk that loses power or fails. {@code bench/powercut.sh}, {@code
 * bench/diskerrors.sh} and {@code bench/bitflips.sh} are the long ones.
 */
@Tag("long")
@Timeout(300)
final class DiskTest {

    @TempDir
    Path scratch;

    @Test
    void what_was_accepted_is_known_and_finished_after_a_loss_of_power() throws Exception {
        assertThat(FaultCommand.run(scratch, "powercut", "--instants", "4", "--seconds", "1"))
                .contains("seed=", " 4 instants, 0 problems");
    }

    @Test
    void what_was_accepted_while_the_disk_failed_is_known_after_a_kill() throws Exception {
        assertThat(FaultCommand.run(scratch, "diskerrors", "--seconds", "1", "sync-fails", "full-30"))
                .contains("seed=", " 2 ways, 0 problems");
    }

    @Test
    void a_server_on_a_damaged_journal_works_or_says_why_not() throws Exception {
        assertThat(FaultCommand.run(scratch, "bitflips", "--damages", "4"))
                .contains("seed=", "bitflips: 4: ", ", 0 problems");
    }
}
