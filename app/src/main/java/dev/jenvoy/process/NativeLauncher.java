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
 * Starts commands with posix_spawn(3) of glibc, from Java without a helper process in between. Guarantees what
 * {@link Commands} promises in full.
 */
final class NativeLauncher implements Launcher {
    private static final Duration BUSY_FILE = Duration.ofMillis(500);
    /** A sigset_t. */
    private static final int SIGNALS = 128;

    private static final Pointer ATTRIBUTES = attributes();

    private final IntUnaryOperator pidDescriptors;
    private final CommandUmask umask = CommandUmask.besideTheServers();

    /** Killed, but not gone when their run ended: they are reaped when another command starts. */
    private final Queue<Integer> abandoned = new ConcurrentLinkedQueue<>();

    NativeLauncher() {
        this(pid -> (int) LibC.syscall(LibC.SYS_PIDFD_OPEN, pid, 0));
    }

    /** @param pidDescriptors opens a descriptor that tells of a process's end; negative if there is none */
    NativeLauncher(IntUnaryOperator pidDescriptors) {
        // Inherited as ignored, it would have the kernel reap our children. The JDK does the same at its first process.
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

    /** Each is taken out first: reaped twice, the second could be another's. */
    private void reapAbandoned() {
        for (int left = abandoned.size(); left > 0; left--) {
            Integer pid = abandoned.poll();
            if (pid != null && LibC.waitpid(pid, Pointer.NULL, LibC.WNOHANG) == 0) {
                abandoned.add(pid);
            }
        }
    }

    /** A file that someone still writes can not be executed, and is closed in a moment. */
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

    /** A session of its own, no signal ignored or blocked; made once, for spawning only reads it. */
    private static Pointer attributes() {
        Memory attributes = new Memory(1024);
        Memory signals = new Memory(SIGNALS);
        LibC.posix_spawnattr_init(attributes);
        LibC.posix_spawnattr_setflags(attributes, (short)
                (LibC.POSIX_SPAWN_SETSID | LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK));
        // Not sigfillset: it leaves out the two that glibc uses itself, which then stay ignored.
        signals.setMemory(0, SIGNALS, (byte) 0xff);
        LibC.posix_spawnattr_setsigdefault(attributes, signals);
        signals.clear();
        LibC.posix_spawnattr_setsigmask(attributes, signals);
        signals.close();
        return attributes;
    }
}
