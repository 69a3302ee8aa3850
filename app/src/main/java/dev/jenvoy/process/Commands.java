package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.output.OutputListener;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Runs commands. Thread safe; one instance may be shared.
 *
 * <p>Every implementation guarantees the following, except for the weaknesses that {@link PortableLauncher} states:
 * <ul>
 * <li>The command leads its own session and process group. It starts with descriptors 0, 1 and 2 only, default signal
 * dispositions, no blocked signal, umask 0022 and exactly the given environment.
 * <li>It has ended when its process has ended. Its output so far is then read; a grandchild that keeps the pipes open
 * is not awaited. After a normal end, such a grandchild continues, and its next write fails (SIGPIPE).
 * <li>At its timeout and when cancelled, its process group receives SIGTERM and SIGCONT. It receives SIGKILL when the
 * grace period is over, or earlier if only the ended leader is left in it. No member of the group survives.
 * <li>It uses no thread except the caller's. Its memory is limited by {@link Limits#maxOutput}. It leaves no descriptor
 * open.
 * </ul> <p>Limits: a child that is forked at the moment of the SIGTERM may miss it, and is ended by the SIGKILL. A
 * process that leaves the group (a daemon that calls setsid) is not ended with it. A process in uninterruptible sleep
 * cannot be killed; its end is awaited for at most a few seconds after SIGKILL. A process that changed its user (sudo)
 * receives no signal and survives; {@link CommandResult#remaining} describes it as far as possible.
 */
public interface Commands {
    /**
     * Runs the command on this thread and blocks until it has ended, at most a little longer than timeout and grace. If
     * the command cannot be started, or the server fails while it runs, returns an {@link Exit} and throws no
     * exception. An {@link OutOfMemoryError} is thrown only before the start.
     *
     * @throws InterruptedException if this thread was interrupted; the process group was killed (SIGKILL)
     */
    CommandResult run(Command command, Limits limits, OutputListener listener, Cancellation cancellation)
            throws InterruptedException;

    /**
     * Starts a command that stays for several runs. Its standard input must be a named pipe that no other process uses;
     * the surroundings are those of {@link #run}.
     *
     * @throws StartRefused if it could not be started; no resources are left
     */
    ResidentProcess start(Command command) throws StartRefused, InterruptedException;

    /**
     * Returns the best implementation for this machine: native calls on 64-bit Linux with glibc 2.34 or newer, else
     * setsid(1), which is slower and has the weaknesses of {@link PortableLauncher}.
     *
     * @throws IllegalStateException if neither is available
     */
    static Commands forThisMachine() {
        Optional<String> obstacle = LibC.obstacle();
        if (obstacle.isEmpty()) {
            return new LimitedCommands(new NativeLauncher());
        }
        PortableLauncher portable = PortableLauncher.find()
                .orElseThrow(() -> new IllegalStateException("no way to start processes: native calls do not work ("
                        + obstacle.get() + "), and the program setsid does not exist"));
        LoggerFactory.getLogger("jenvoy.hooks")
                .warn("processes are started with setsid, which is slower way=setsid reason=\"{}\"", obstacle.get());
        return new PortableCommands(portable);
    }
}
