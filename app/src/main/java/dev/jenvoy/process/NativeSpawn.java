package dev.jenvoy.process;

import com.sun.jna.Pointer;
import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.os.NativeMemory;
import java.util.Objects;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One call of posix_spawn(3), with its descriptors and file actions. Frees them at the close, unless a child took them
 * over.
 */
final class NativeSpawn implements AutoCloseable {
    /** The native memory that it needs, in bytes. */
    static final long SIZE = 1024;

    private static final int ACTIONS = 512;
    private static final int NONE = -1;

    private final Pointer pid;
    private final Pointer actions;
    private final Pointer pipe;
    private int stdout = NONE;
    private int stdoutWriter = NONE;
    private int stderr = NONE;
    private int stderrWriter = NONE;
    private int wake = NONE;
    private @Nullable NativeMemory childMemory;

    NativeSpawn(NativeMemory memory) {
        pid = memory.take(Long.BYTES);
        pipe = memory.take(Long.BYTES);
        actions = memory.take(ACTIONS);
        LibC.posix_spawn_file_actions_init(actions);
    }

    /** Opens the descriptors. Returns 0 or an error number. */
    int prepare(Pointer input, Pointer directory) {
        if (LibC.pipe2(pipe, LibC.O_CLOEXEC) < 0) {
            return LibC.errno();
        }
        stdout = pipe.getInt(0);
        stdoutWriter = pipe.getInt(Integer.BYTES);
        if (LibC.pipe2(pipe, LibC.O_CLOEXEC) < 0) {
            return LibC.errno();
        }
        stderr = pipe.getInt(0);
        stderrWriter = pipe.getInt(Integer.BYTES);
        wake = LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        if (wake < 0) {
            return LibC.errno();
        }
        // Allocates now, while no running process could be lost for lack of memory.
        childMemory = NativeChild.memory();
        LibC.posix_spawn_file_actions_addopen(actions, 0, input, LibC.O_RDONLY, 0);
        LibC.posix_spawn_file_actions_adddup2(actions, stdoutWriter, 1);
        LibC.posix_spawn_file_actions_adddup2(actions, stderrWriter, 2);
        // The JDK opens files and sockets without close-on-exec.
        LibC.posix_spawn_file_actions_addclosefrom_np(actions, 3);
        return LibC.posix_spawn_file_actions_addchdir_np(actions, directory);
    }

    /** Starts the process. Returns 0 or an error number. */
    int spawn(Pointer attributes, Pointer argv, Pointer envp) {
        return LibC.posix_spawn(pid, argv.getPointer(0), actions, attributes, argv, envp);
    }

    /** Returns the started process, which takes over the descriptors. */
    Child child(IntUnaryOperator pidDescriptors, Queue<Integer> abandoned) {
        int started = pid.getInt(0);
        int pidDescriptor = pidDescriptors.applyAsInt(started);
        Child child = new NativeChild(
                started, pidDescriptor, stdout, stderr, wake, Objects.requireNonNull(childMemory), abandoned);
        childMemory = null;
        stdout = NONE;
        stderr = NONE;
        wake = NONE;
        return child;
    }

    @Override
    public void close() {
        LibC.posix_spawn_file_actions_destroy(actions);
        close(stdout);
        close(stdoutWriter);
        close(stderr);
        close(stderrWriter);
        close(wake);
        if (childMemory != null) {
            childMemory.close();
        }
    }

    private static void close(int descriptor) {
        if (descriptor != NONE) {
            LibC.close(descriptor);
        }
    }
}
