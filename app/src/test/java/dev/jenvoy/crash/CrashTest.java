package dev.jenvoy.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.crash.kit.CrashRun;
import dev.jenvoy.crash.kit.ServerSite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short version of the crash run; {@code bench/crash.sh} runs the long one. The property {@code jenvoy.crash.kills}
 * sets the number of kills, {@code jenvoy.crash.seed} their times.
 */
@Timeout(1800)
final class CrashTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    @Test
    void nothing_accepted_is_lost_when_the_server_is_killed_at_any_moment() throws Exception {
        assumeTrue(ServerSite.program("flock").isPresent(), "flock (Debian: util-linux) is missing");
        long seed = Long.getLong("jenvoy.crash.seed", System.nanoTime());
        System.out.println("crash: seed=" + seed);
        new CrashRun(new ServerSite(folder), seed).run(Integer.getInteger("jenvoy.crash.kills", 5));
    }
}
