package dev.jenvoy.process.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.Set;

/**
 * The functions of glibc that start and watch processes, as the C headers declare them. All except {@link #errno} use
 * JNA's direct mapping, its fast kind of call. The constants are those of Linux on the processors that {@link
 * #obstacle} accepts.
 */
@SuppressWarnings("MemberName")
public // the names are glibc's
final class LibC {
    public static final int O_RDONLY = 0;
    public static final int O_CLOEXEC = 0x80000;
    public static final short POLLIN = 1;
    public static final int SIGCHLD = 17;
    public static final int P_PID = 1;
    public static final int WNOHANG = 1;
    public static final int WEXITED = 4;
    public static final int WNOWAIT = 0x1000000;
    public static final int EFD_CLOEXEC = 0x80000;
    public static final int EFD_NONBLOCK = 0x800;
    static final long FIONREAD = 0x541B;
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int MSG_NOSIGNAL = 0x4000;
    public static final long SYS_PIDFD_OPEN = 434;
    public static final int CLONE_FS = 0x200;
    public static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    public static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    public static final short POSIX_SPAWN_SETSID = 0x80;

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int E2BIG = 7;
    public static final int ENOEXEC = 8;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ETXTBSY = 26;
    public static final int ENOSPC = 28;
    public static final int EDQUOT = 122;

    private static final Set<String> PROCESSORS = Set.of("x86-64", "aarch64", "riscv64", "loongarch64", "s390x");
    private static final Optional<String> OBSTACLE = register();

    private LibC() {}

    /**
     * Returns why this machine lacks some of the functions; empty if it has all. They need 64-bit Linux, glibc 2.34 or
     * newer (to close inherited descriptors), and a folder from which JNA can load its library.
     */
    public static Optional<String> obstacle() {
        return OBSTACLE;
    }

    private static Optional<String> register() {
        try {
            if (!Platform.isLinux() || !PROCESSORS.contains(Platform.ARCH)) {
                return Optional.of("not supported on this system or processor");
            }
            // The JVM's own libraries contain all functions. Without this setting, JNA starts ldconfig(8) to find other
            // libraries, which delays the start.
            if (System.getProperty("jna.platform.library.path") == null) {
                System.setProperty("jna.platform.library.path", "");
            }
            // Fails if a function is missing.
            Native.register(LibC.class, NativeLibrary.getProcess());
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /** Returns the error number of the last failed call on this thread. */
    public static int errno() {
        return Native.getLastError();
    }

    public static native int posix_spawn(
            Pointer pid, Pointer path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    public static native int posix_spawnattr_init(Pointer attributes);

    public static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    public static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

    public static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

    public static native int posix_spawn_file_actions_init(Pointer actions);

    public static native int posix_spawn_file_actions_destroy(Pointer actions);

    public static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    public static native int posix_spawn_file_actions_addopen(
            Pointer actions, int to, Pointer path, int flags, int mode);

    public static native int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer path);

    public static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    public static native int pipe2(Pointer descriptors, int flags);

    static native int socket(int domain, int type, int protocol);

    static native long sendto(
            int descriptor, byte[] message, long length, int flags, byte[] address, int addressLength);

    public static native int eventfd(int initial, int flags);

    public static native int poll(Pointer polled, long count, int milliseconds);

    static native int ioctl(int descriptor, long request, Pointer argument);

    static native long read(int descriptor, byte[] buffer, long count);

    static native long read(int descriptor, Pointer buffer, long count);

    static native long write(int descriptor, Pointer buffer, long count);

    public static native int close(int descriptor);

    public static native Pointer signal(int signal, Pointer handler);

    public static native int kill(int process, int signal);

    public static native int umask(int mask);

    public static native int unshare(int flags);

    public static native int waitid(int kind, int process, Pointer info, int options);

    public static native int waitpid(int process, Pointer status, int options);

    static native int setxattr(byte[] path, byte[] name, byte[] value, long size, int flags);

    public static native long syscall(long number, long first, long second);
}
