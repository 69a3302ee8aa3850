package dev.jenvoy.process;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of glibc that start and watch processes, as the C headers have them. All but {@link #errno} are mapped
 * directly, which is the fast kind of call in JNA. The numbers below are those of Linux on the processors that
 * {@link #obstacle} admits.
 */
@SuppressWarnings("MemberName") // the names are glibc's
final class LibC {
    static final int O_RDONLY = 0;
    static final int O_CLOEXEC = 0x80000;
    static final short POLLIN = 1;
    static final int SIGCHLD = 17;
    static final int P_PID = 1;
    static final int WNOHANG = 1;
    static final int WEXITED = 4;
    static final int WNOWAIT = 0x1000000;
    static final int EFD_CLOEXEC = 0x80000;
    static final int EFD_NONBLOCK = 0x800;
    static final long FIONREAD = 0x541B;
    static final long SYS_PIDFD_OPEN = 434;
    static final int CLONE_FS = 0x200;
    static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    static final short POSIX_SPAWN_SETSID = 0x80;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ETXTBSY = 26;
    static final int ENOSPC = 28;
    static final int EDQUOT = 122;

    private static final Set<String> PROCESSORS = Set.of("x86-64", "aarch64", "riscv64", "loongarch64", "s390x");
    private static final Optional<String> OBSTACLE = register();

    private LibC() {}

    /**
     * What keeps this machine from having all of them; empty if nothing does. They need 64-bit Linux, glibc 2.34 or
     * newer (for closing inherited descriptors), and a folder for temporary files from which JNA may load itself.
     */
    static Optional<String> obstacle() {
        return OBSTACLE;
    }

    private static Optional<String> register() {
        try {
            if (!Platform.isLinux() || !PROCESSORS.contains(Platform.ARCH)) {
                return Optional.of("not known on this system or processor");
            }
            // What has loaded the JVM has all that is called. Without this JNA asks ldconfig(8) where other libraries
            // are:
            // another process, 8 ms of a start.
            if (System.getProperty("jna.platform.library.path") == null) {
                System.setProperty("jna.platform.library.path", "");
            }
            // Functions that are missing make this fail.
            Native.register(LibC.class, NativeLibrary.getProcess());
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Of the last call on this thread that failed. */
    static int errno() {
        return Native.getLastError();
    }

    static native int posix_spawn(
            Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    static native int posix_spawn_file_actions_addopen(Pointer actions, int to, Pointer path, int flags, int mode);

    static native int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer path);

    static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    static native int pipe2(Pointer descriptors, int flags);

    static native int eventfd(int initial, int flags);

    static native int poll(Pointer polled, long count, int milliseconds);

    static native int ioctl(int descriptor, long request, Pointer argument);

    static native long read(int descriptor, byte[] buffer, long count);

    static native long read(int descriptor, Pointer buffer, long count);

    static native long write(int descriptor, Pointer buffer, long count);

    static native int close(int descriptor);

    static native Pointer signal(int signal, Pointer handler);

    static native int kill(int process, int signal);

    static native int umask(int mask);

    static native int unshare(int flags);

    static native int waitid(int kind, int process, Pointer info, int options);

    static native int waitpid(int process, Pointer status, int options);

    static native long syscall(long number, long first, long second);
}
