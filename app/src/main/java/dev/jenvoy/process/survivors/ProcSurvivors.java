package dev.jenvoy.process.survivors;

import dev.jenvoy.process.Supervision;
import dev.jenvoy.process.os.NativeStrings;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import dev.jenvoy.process.os.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds survivors in {@code /proc}. */
final class ProcSurvivors implements Survivors {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final ProcTable table;
    private final Signals signals;

    ProcSurvivors(ProcTable table, Signals signals) {
        this.table = table;
        this.signals = signals;
    }

    @Override
    public Finding end(String name, String token, Duration grace) throws InterruptedException {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("an empty token matches every process");
        }
        if (!table.isReadable()) {
            return new Finding.CannotTell();
        }
        byte[] variable = NativeStrings.bytes(name + "=" + token);
        List<ProcTable.Entry> found = find(variable, List.of());
        if (found.isEmpty()) {
            return new Finding.Gone(0);
        }
        send(found, Signal.TERM);
        // A stopped process receives no other signal until it continues.
        send(found, Signal.CONT);
        List<ProcTable.Entry> left = awaitEnd(variable, found, grace);
        if (!left.isEmpty()) {
            send(left, Signal.KILL);
            left = awaitEnd(variable, left, Supervision.AFTER_KILL);
        }
        return left.isEmpty()
                ? new Finding.Gone(found.size())
                : new Finding.Remaining(left.stream().map(ProcTable.Entry::pid).toList());
    }

    private List<ProcTable.Entry> awaitEnd(byte[] variable, List<ProcTable.Entry> known, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        List<ProcTable.Entry> left = find(variable, known);
        while (!left.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_AGAIN.toMillis());
            left = find(variable, left);
        }
        return left;
    }

    /**
     * Returns the processes with the variable, the rest of their groups, and known processes that are still alive. The
     * last members of a group may have clean environments.
     */
    private List<ProcTable.Entry> find(byte[] variable, List<ProcTable.Entry> known) {
        long self = ProcessHandle.current().pid();
        List<ProcTable.Entry> all =
                table.all().stream().filter(ProcTable.Entry::isAlive).toList();
        Object user = table.owner(self).orElseThrow();
        long ownGroup = all.stream()
                .filter(entry -> entry.pid() == self)
                .mapToLong(ProcTable.Entry::group)
                .findFirst()
                .orElse(-1);
        Set<Long> groups = all.stream()
                .filter(entry -> entry.pid() != self && entry.group() != ownGroup)
                .filter(entry -> table.owner(entry.pid()).filter(user::equals).isPresent())
                .filter(entry -> table.environmentHolds(entry, variable))
                .map(ProcTable.Entry::group)
                .collect(Collectors.toSet());
        List<ProcTable.Entry> found = new ArrayList<>();
        for (ProcTable.Entry entry : all) {
            if (groups.contains(entry.group()) || known.stream().anyMatch(entry::isSame)) {
                found.add(entry);
            }
        }
        return found;
    }

    private void send(List<ProcTable.Entry> found, Signal signal) {
        found.stream().map(ProcTable.Entry::group).distinct().forEach(group -> signals.send(group, signal));
    }
}
