package dev.jenvoy.process;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.os.NativeMemory;
import dev.jenvoy.process.os.NativeStrings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntUnaryOperator;

/**
 * Starts commands with glibc's posix_spawn(3), called from Java without a helper process. Fulfils the contract of
 * {@link Commands} completely.
 */
final class NativeLauncher implements Launcher {
    private static final Duration BUSY_FILE = Duration.ofMillis(500);
    /** The size of a sigset_t. */
    private static final int SIGNALS = 128;

    private static final Pointer ATTRIBUTES = attributes();

    private final IntUnaryOperator pidDescriptors;
    private final CommandUmask umask = CommandUmask.besideTheServers();

    /**
     * Processes that were killed but had not ended at the end of their run. They are reaped when another command
     * starts.
     */
    private final Queue<Integer> abandoned = new ConcurrentLinkedQueue<>();

    NativeLauncher() {
        this(pid -> (int) LibC.syscall(LibC.SYS_PIDFD_OPEN, pid, 0));
    }

    /** @param pidDescriptors opens a descriptor that reports a process's end; negative if not available */
    NativeLauncher(IntUnaryOperator pidDescriptors) {
        // If SIGCHLD was inherited as ignored, the kernel would reap the children. The JDK does the same at its first
        // process.
        LibC.signal(LibC.SIGCHLD, Pointer.NULL);
        this.pidDescriptors = pidDescriptors;
    }

    @Override
    public Child launch(Command command) throws StartRefused, InterruptedException {
        reapAbandoned();
        List<byte[]> arguments = bytes(command.arguments());
        List<byte[]> environment = new ArrayList<>(command.environment().size());
        command.environment().forEach((name, value) -> environment.add(NativeStrings.bytes(name + "=" + value)));
        byte[] directory = NativeStrings.bytes(command.directory().toString());
        byte[] input = NativeStrings.bytes(command.input().toString());
        long texts = NativeMemory.sizeOf(arguments)
                + NativeMemory.sizeOf(environment)
                + NativeMemory.sizeOf(List.of(directory, input));
        try (NativeMemory memory = new NativeMemory(texts + NativeSpawn.SIZE);
                NativeSpawn spawn = new NativeSpawn(memory)) {
            Pointer argv = memory.strings(arguments);
            Pointer envp = memory.strings(environment);
            int error = spawn.prepare(memory.string(input), memory.string(directory));
            if (error == 0) {
                error = spawnPatiently(spawn, argv, envp);
            }
            if (error != 0) {
                throw new StartRefused(StartFailureReason.of(command, error));
            }
            return spawn.child(pidDescriptors, abandoned);
        }
    }

    /** Removes each process from the queue first: a second reaping could hit another process. */
    private void reapAbandoned() {
        for (int left = abandoned.size(); left > 0; left--) {
            Integer pid = abandoned.poll();
            if (pid != null && LibC.waitpid(pid, Pointer.NULL, LibC.WNOHANG) == 0) {
                abandoned.add(pid);
            }
        }
    }

    /** Retries for a moment if the file is still being written, because such a file cannot be executed. */
    private int spawnPatiently(NativeSpawn spawn, Pointer argv, Pointer envp) throws InterruptedException {
        long giveUp = System.nanoTime() + BUSY_FILE.toNanos();
        while (true) {
            int error = umask.starting(() -> spawn.spawn(ATTRIBUTES, argv, envp));
            if (error != LibC.ETXTBSY || System.nanoTime() - giveUp > 0) {
                return error;
            }
            Thread.sleep(2);
        }
    }

    private static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>(texts.size());
        texts.forEach(text -> bytes.add(NativeStrings.bytes(text)));
        return bytes;
    }

    /**
     * Creates the attributes: a new session, and no signal ignored or blocked. Created once, because spawning only
     * reads them.
     */
    private static Pointer attributes() {
        Memory attributes = new Memory(1024);
        Memory signals = new Memory(SIGNALS);
        LibC.posix_spawnattr_init(attributes);
        LibC.posix_spawnattr_setflags(attributes, (short)
                (LibC.POSIX_SPAWN_SETSID | LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK));
        // sigfillset omits the two signals that glibc uses itself, which would then stay ignored.
        signals.setMemory(0, SIGNALS, (byte) 0xff);
        LibC.posix_spawnattr_setsigdefault(attributes, signals);
        signals.clear();
        LibC.posix_spawnattr_setsigmask(attributes, signals);
        signals.close();
        return attributes;
    }
}
