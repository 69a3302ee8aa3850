package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.output.OutputListener;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Runs commands. Thread safe; one may be shared by all.
 *
 * <p>What every implementation guarantees, but for the weaknesses that {@link PortableLauncher} states:
 *
 * <ul>
 *   <li>The command leads a session and process group of its own and starts with descriptors 0, 1 and 2 only, default
 *       signal dispositions, no blocked signal, umask 0022 and exactly the given environment.
 *   <li>It has ended when its process has. What is in its outputs then is taken; a grandchild that keeps them open is
 *       not waited for. After an end of its own such a grandchild lives on, and its next write fails (SIGPIPE).
 *   <li>At its timeout and when cancelled its process group gets SIGTERM and SIGCONT, and SIGKILL when the grace is
 *       over or nobody but the ended leader is left in it; no member of the group survives.
 *   <li>No thread is kept beside the caller's, memory is bounded by {@link Limits#maxOutput}, and no descriptor is left
 *       open.
 * </ul>
 *
 * <p>Stated limits: a child that a member forks in the moment of the SIGTERM may miss it, and is ended by the SIGKILL. A
 * process that leaves the group (a daemon that calls setsid) is not ended with it. One that sleeps uninterruptibly
 * in the kernel can not be killed; its end is not waited for longer than a few seconds after SIGKILL. One that became
 * another user's (sudo) is out of reach of every signal and lives on; what is known of such a one is in
 * {@link CommandResult#remaining}.
 */
public interface Commands {
    /**
     * Runs the command on this thread and blocks until it has ended, at most for timeout and grace and little more.
     * What keeps a command from being started is an {@link Exit}, not an exception; so is a failure of this server while
     * it runs. An {@link OutOfMemoryError} that is thrown came before the start.
     *
     * @throws InterruptedException if this thread was interrupted: the process group has been killed (SIGKILL)
     */
    CommandResult run(Command command, Limits limits, OutputListener listener, Cancellation cancellation)
            throws InterruptedException;

    /**
     * The best way that this machine has: straight from Java on 64-bit Linux with glibc 2.34 or newer, else through
     * setsid(1), which is slower and has weaknesses of its own (see {@link PortableLauncher}).
     *
     * @throws IllegalStateException if it has neither
     */
    static Commands forThisMachine() {
        Optional<String> obstacle = LibC.obstacle();
        if (obstacle.isEmpty()) {
            return new LimitedCommands(new NativeLauncher());
        }
        PortableLauncher portable = PortableLauncher.find()
                .orElseThrow(() -> new IllegalStateException("no way to start processes: not straight from Java ("
                        + obstacle.get() + "), and there is no program setsid"));
        LoggerFactory.getLogger("jenvoy.hooks")
                .warn("processes are started the slow way way=setsid reason=\"{}\"", obstacle.get());
        return new PortableCommands(portable);
    }
}
