package dev.jenvoy.process.account;

import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of an account that one command of a helper consists of: all that descend from it, and the rest of their process
 * groups. A process that was found once belongs to it until it ends. One that has left its group and whose parent has ended
 * before it was found (a daemon) does not. Used by one thread at a time.
 *
 * <p>Limits: a process that the account hides from the server ({@code hidepid}) is not found. A signal could reach another
 * process of the same account if one that was found ended a moment before and the system gave its id away again.
 */
public final class HelpedProcesses {

    private final ProcTable table;
    private final AccountHelper helper;
    private final OptionalLong leader;
    private final Set<Long> groups = new HashSet<>();
    private Map<Long, ProcTable.Entry> known;

    private HelpedProcesses(
            ProcTable table, AccountHelper helper, OptionalLong leader, Map<Long, ProcTable.Entry> known) {
        this.table = table;
        this.helper = helper;
        this.leader = leader;
        this.known = known;
    }

    /**
     * Returns the processes that a helper started.
     *
     * @param leader the helper, whose id the system does not give away while this is used
     */
    public static HelpedProcesses under(ProcTable table, AccountHelper helper, long leader) {
        return new HelpedProcesses(table, helper, OptionalLong.of(leader), Map.of());
    }

    /**
     * Returns processes that were found.
     *
     * @param found processes of the account
     */
    public static HelpedProcesses of(ProcTable table, AccountHelper helper, Collection<ProcTable.Entry> found) {
        return new HelpedProcesses(table, helper, OptionalLong.empty(), byId(found.stream()));
    }

    private static Map<Long, ProcTable.Entry> byId(Stream<ProcTable.Entry> entries) {
        return entries.collect(Collectors.toMap(ProcTable.Entry::pid, entry -> entry));
    }

    /** Returns those that are alive now. */
    public Set<Long> living() {
        List<ProcTable.Entry> all = table.all();
        Map<Long, ProcTable.Entry> members = new HashMap<>();
        for (ProcTable.Entry entry : all) {
            ProcTable.Entry earlier = known.get(entry.pid());
            boolean leads = leader.isPresent() && leader.getAsLong() == entry.pid();
            if (leads || (earlier != null && earlier.isSame(entry))) {
                members.put(entry.pid(), entry);
            }
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcTable.Entry entry : all) {
                if (!members.containsKey(entry.pid())
                        && (members.containsKey(entry.parent())
                                || (groups.contains(entry.group()) && isOfAccount(entry)))) {
                    members.put(entry.pid(), entry);
                    grew = true;
                }
            }
            for (ProcTable.Entry entry : members.values()) {
                grew |= isOfAccount(entry) && groups.add(entry.group());
            }
        }
        known = byId(members.values().stream().filter(entry -> entry.isAlive() && isOfAccount(entry)));
        return Set.copyOf(known.keySet());
    }

    private boolean isOfAccount(ProcTable.Entry entry) {
        return table.owner(entry.pid())
                .filter(owner -> Objects.equals(owner, helper.user()))
                .isPresent();
    }

    /**
     * Sends a signal to all that are alive. Blocks while the helper runs.
     *
     * @return whether there are any, and they received it
     */
    public boolean signal(Signal signal) {
        Set<Long> living = living();
        return !living.isEmpty() && helper.signal(signal, living);
    }
}
