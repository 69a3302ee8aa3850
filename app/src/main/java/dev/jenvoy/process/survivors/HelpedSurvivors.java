package dev.jenvoy.process.survivors;

import dev.jenvoy.process.Supervision;
import dev.jenvoy.process.account.AccountHelper;
import dev.jenvoy.process.account.HelpedProcesses;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds and ends survivors of another account, through the helper that started them. */
final class HelpedSurvivors implements Survivors {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ProcTable table;
    private final AccountHelper helper;

    HelpedSurvivors(ProcTable table, AccountHelper helper) {
        this.table = table;
        this.helper = helper;
    }

    @Override
    public Finding end(String name, String token, Duration grace) throws InterruptedException {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("an empty token matches every process");
        }
        if (!table.isReadable()) {
            return new Finding.CannotTell();
        }
        Optional<List<ProcTable.Entry>> found = helper.holding(table, name + "=" + token);
        if (found.isEmpty()) {
            return new Finding.CannotTell();
        }
        if (found.get().isEmpty()) {
            return new Finding.Gone(0);
        }
        HelpedProcesses processes = HelpedProcesses.of(table, helper, found.get());
        int count = processes.living().size();
        boolean unusedReached = processes.signal(Signal.TERM);
        // A stopped process receives no other signal until it continues.
        unusedReached = processes.signal(Signal.CONT);
        if (!awaitEnd(processes, grace)) {
            unusedReached = processes.signal(Signal.KILL);
            if (!awaitEnd(processes, Supervision.AFTER_KILL)) {
                return new Finding.Remaining(
                        processes.living().stream().sorted().toList());
            }
        }
        return new Finding.Gone(count);
    }

    private static boolean awaitEnd(HelpedProcesses processes, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!processes.living().isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return true;
    }
}
