/*
 * Stands between a program and the files below one folder (LD_PRELOAD): writes down what is done to them, with every
 * byte, and lets some of it fail. For bench/powercut.sh and bench/diskerrors.sh, which compile and read it.
 *
 *   JENVOY_DISK_ROOT     the folder, absolute and without symbolic links; without it nothing happens
 *   JENVOY_DISK_LOG      where records are appended, outside of the folder
 *   JENVOY_DISK_CONTROL  a file of struct control, read as it is now with each call
 *
 * A record is written under the same lock as the call, so that their order is the true one. A sync is recorded when it
 * has ended, with the length that the log had when it began: it covers what was recorded before that. System calls are
 * made directly: there is no order of initialisation to get wrong. Memory that is mapped is not seen; of the database's
 * files only the index of its log is mapped, which is made anew at every start.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Chances are of a thousand. */
struct control {
    uint32_t write_eio;
    uint32_t write_enospc;
    uint32_t sync_eio;
    uint32_t sync_millis;
    uint32_t create_enospc;
    uint32_t failed; /* how many calls failed, for the one who set this */
};

struct record {
    uint8_t kind;
    uint8_t unused[7];
    uint64_t inode;
    uint64_t offset;
    uint64_t extra;
    uint32_t first;
    uint32_t second;
};

static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static struct control *control;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t log_length;
static uint64_t chance = 88172645463325252ULL;

/* Inodes of files below the folder. Few, so a list of them is fast enough. */
#define MOST 4096
static struct { dev_t device; ino_t inode; } known[MOST];
static size_t known_count;

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("JENVOY_DISK_ROOT");
    const char *log = getenv("JENVOY_DISK_LOG");
    const char *file = getenv("JENVOY_DISK_CONTROL");
    const char *seed = getenv("JENVOY_DISK_SEED");
    if (folder == NULL || strlen(folder) >= sizeof root) {
        return;
    }
    strcpy(root, folder);
    root_length = strlen(root);
    if (seed != NULL) {
        chance ^= strtoull(seed, NULL, 10) * 2654435761ULL;
    }
    if (log != NULL) {
        log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (log_fd >= 0) {
            off_t end = lseek(log_fd, 0, SEEK_END);
            log_length = end < 0 ? 0 : (uint64_t)end;
        }
    }
    if (file != NULL) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
        if (fd >= 0) {
            void *memory = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            control = memory == MAP_FAILED ? NULL : memory;
            close(fd);
        }
    }
}

static void append(char kind, uint64_t inode, uint64_t offset, uint64_t extra,
                   const void *one, size_t one_length, const void *two, size_t two_length) {
    if (log_fd < 0) {
        return;
    }
    struct record record = {(uint8_t)kind, {0}, inode, offset, extra, (uint32_t)one_length, (uint32_t)two_length};
    struct iovec parts[3] = {{&record, sizeof record}, {(void *)one, one_length}, {(void *)two, two_length}};
    size_t whole = sizeof record + one_length + two_length;
    if (syscall(SYS_writev, log_fd, parts, 3) != (long)whole) {
        /* A log with a hole proves nothing. */
        static const char text[] = "disk.c: the log of the disk could not be written\n";
        syscall(SYS_write, 2, text, sizeof text - 1);
        _exit(70);
    }
    log_length += whole;
}

/* With the lock. */
static int lot(uint32_t thousandths) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return thousandths != 0 && chance % 1000 < thousandths;
}

static int fails(int error) {
    control->failed++;
    errno = error;
    return -1;
}

/* Makes a path absolute; returns whether it is below the folder, and not of what lies in memory. */
static int inside(int folder, const char *path, char *whole) {
    if (root_length == 0 || path == NULL) {
        return 0;
    }
    if (path[0] == '/') {
        if (strlen(path) >= PATH_MAX) {
            return 0;
        }
        strcpy(whole, path);
    } else {
        char base[PATH_MAX], link[64];
        if (folder == AT_FDCWD) {
            strcpy(link, "/proc/self/cwd");
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        }
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0 || (size_t)length + strlen(path) + 2 > PATH_MAX) {
            return 0;
        }
        base[length] = 0;
        strcpy(whole, base);
        strcat(whole, "/");
        strcat(whole, path);
    }
    if (strncmp(whole, root, root_length) != 0 || (whole[root_length] != '/' && whole[root_length] != 0)) {
        return 0;
    }
    return strncmp(whole + root_length, "/memory/", 8) != 0;
}

/* The inode of a file below the folder, else 0. */
static uint64_t tracked(int fd) {
    struct stat about;
    if (root_length == 0 || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        return 0;
    }
    uint64_t found = 0;
    pthread_mutex_lock(&lock);
    for (size_t at = 0; at < known_count; at++) {
        if (known[at].inode == about.st_ino && known[at].device == about.st_dev) {
            found = about.st_ino;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return found;
}

/* With the lock. */
static void learn(const struct stat *about, int ours) {
    for (size_t at = 0; at < known_count; at++) {
        if (known[at].inode == about->st_ino && known[at].device == about->st_dev) {
            if (!ours) {
                known[at] = known[--known_count];
            }
            return;
        }
    }
    if (ours && known_count < MOST) {
        known[known_count].inode = about->st_ino;
        known[known_count++].device = about->st_dev;
    }
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char whole[PATH_MAX];
    int ours = inside(folder, path, whole);
    if (!ours && known_count == 0) {
        return (int)syscall(SYS_openat, folder, path, flags, mode);
    }
    pthread_mutex_lock(&lock);
    struct stat about;
    int existed = ours && fstatat(AT_FDCWD, whole, &about, 0) == 0;
    if (ours && !existed && (flags & O_CREAT) && control != NULL && lot(control->create_enospc)) {
        int failed = fails(ENOSPC);
        pthread_mutex_unlock(&lock);
        return failed;
    }
    int fd = (int)syscall(SYS_openat, folder, path, flags, mode);
    int error = errno;
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
        learn(&about, ours);
        if (ours && !existed) {
            append('C', about.st_ino, 0, 0, whole, strlen(whole), "", 0);
        } else if (ours && (flags & O_TRUNC)) {
            append('T', about.st_ino, 0, 0, "", 0, "", 0);
        }
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

static mode_t mode_of(int flags, va_list more) {
    return (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = mode_of(flags, more);                                                                            \
        va_end(more);                                                                                                  \
        return opened(AT_FDCWD, path, flags, mode);                                                                    \
    }
#define OPENAT(name)                                                                                                   \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = mode_of(flags, more);                                                                            \
        va_end(more);                                                                                                  \
        return opened(folder, path, flags, mode);                                                                      \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }

/* Writes what it may, of one piece of memory; at the descriptor's own position where offset is negative. */
static ssize_t written(int fd, const void *bytes, size_t count, off_t offset) {
    uint64_t inode = tracked(fd);
    if (inode == 0) {
        return offset < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, offset);
    }
    pthread_mutex_lock(&lock);
    ssize_t done;
    if (control != NULL && lot(control->write_eio)) {
        done = fails(EIO);
    } else if (control != NULL && lot(control->write_enospc)) {
        /* As a disk does that has room for a part of it. */
        if (count > 1 && lot(500)) {
            count /= 2;
            done = offset < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, offset);
        } else {
            done = fails(ENOSPC);
        }
    } else {
        done = offset < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, offset);
    }
    int error = errno;
    if (done > 0) {
        off_t at = offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset;
        int synced = fcntl(fd, F_GETFL) & (O_SYNC | O_DSYNC);
        append('W', inode, (uint64_t)at, synced != 0, bytes, (size_t)done, "", 0);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

/* One piece is as good as all: who calls goes on with the rest. */
static ssize_t written_parts(int fd, const struct iovec *parts, int count, off_t offset, long call) {
    if (tracked(fd) == 0) {
        return call == SYS_writev ? syscall(SYS_writev, fd, parts, count)
                                  : syscall(SYS_pwritev, fd, parts, count, offset, 0L);
    }
    for (int at = 0; at < count; at++) {
        if (parts[at].iov_len > 0) {
            return written(fd, parts[at].iov_base, parts[at].iov_len, offset);
        }
    }
    return 0;
}

ssize_t write(int fd, const void *bytes, size_t count) { return written(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return written(fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return written(fd, bytes, count, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    return written_parts(fd, parts, count, -1, SYS_writev);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    return written_parts(fd, parts, count, offset, SYS_pwritev);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
    return written_parts(fd, parts, count, offset, SYS_pwritev);
}

/* Ways past write(): refused, so that the caller takes write(). */
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t count, unsigned int flags) {
    if (tracked(to)) {
        errno = EXDEV;
        return -1;
    }
    return syscall(SYS_copy_file_range, from, from_at, to, to_at, count, flags);
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    if (tracked(to)) {
        errno = EINVAL;
        return -1;
    }
    return syscall(SYS_sendfile, to, from, at, count);
}
ssize_t sendfile(int to, int from, off_t *at, size_t count) { return sendfile64(to, from, at, count); }

static int synced(int fd, long call) {
    struct stat about;
    char link[64], path[PATH_MAX];
    uint64_t inode = tracked(fd);
    int folder = 0;
    if (inode == 0 && root_length != 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        if (length > 0) {
            char whole[PATH_MAX];
            path[length] = 0;
            folder = inside(AT_FDCWD, path, whole);
        }
    }
    if (inode == 0 && !folder) {
        return (int)syscall(call, fd);
    }
    pthread_mutex_lock(&lock);
    uint64_t began = log_length;
    uint32_t millis = control == NULL ? 0 : control->sync_millis;
    int fail = control != NULL && lot(control->sync_eio);
    pthread_mutex_unlock(&lock);
    if (millis != 0) {
        struct timespec pause = {millis / 1000, (millis % 1000) * 1000000L};
        nanosleep(&pause, NULL);
    }
    int result = fail ? fails(EIO) : (int)syscall(call, fd);
    int error = errno;
    if (result == 0) {
        pthread_mutex_lock(&lock);
        if (folder) {
            append('D', 0, 0, began, path, strlen(path), "", 0);
        } else {
            append('S', inode, 0, began, "", 0, "", 0);
        }
        pthread_mutex_unlock(&lock);
    }
    errno = error;
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int ftruncate(int fd, off_t size) {
    uint64_t inode = tracked(fd);
    if (inode == 0) {
        return (int)syscall(SYS_ftruncate, fd, size);
    }
    pthread_mutex_lock(&lock);
    int result = control != NULL && lot(control->write_eio) ? fails(EIO) : (int)syscall(SYS_ftruncate, fd, size);
    int error = errno;
    if (result == 0) {
        append('T', inode, (uint64_t)size, 0, "", 0, "", 0);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}
int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

/* Room in advance: refused, so that the caller writes. */
int fallocate(int fd, int mode, off_t offset, off_t length) {
    if (tracked(fd)) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return (int)syscall(SYS_fallocate, fd, mode, offset, length);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }
int posix_fallocate(int fd, off_t offset, off_t length) { return fallocate(fd, 0, offset, length) == 0 ? 0 : errno; }
int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

/* A change of names: `made` says whether it makes a new one, which a full disk refuses. */
#define NAMES(kind, made, one, two, call)                                                                              \
    do {                                                                                                               \
        pthread_mutex_lock(&lock);                                                                                     \
        int result = (made) && control != NULL && lot(control->create_enospc) ? fails(ENOSPC) : (int)(call);           \
        int error = errno;                                                                                             \
        if (result == 0) {                                                                                             \
            append(kind, 0, 0, 0, one, strlen(one), two, strlen(two));                                                 \
        }                                                                                                              \
        pthread_mutex_unlock(&lock);                                                                                   \
        errno = error;                                                                                                 \
        return result;                                                                                                 \
    } while (0)

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    if (!inside(from_folder, from, one) || !inside(to_folder, to, two)) {
        return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    }
    NAMES('R', 0, one, two, syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, 0);
}
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    if (!inside(from_folder, from, one) || !inside(to_folder, to, two)) {
        return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    }
    NAMES('L', 1, one, two, syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlinkat(const char *target, int folder, const char *path) {
    char whole[PATH_MAX];
    if (!inside(folder, path, whole)) {
        return (int)syscall(SYS_symlinkat, target, folder, path);
    }
    NAMES('Y', 1, target, whole, syscall(SYS_symlinkat, target, folder, path));
}
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

int unlinkat(int folder, const char *path, int flags) {
    char whole[PATH_MAX];
    if (!inside(folder, path, whole)) {
        return (int)syscall(SYS_unlinkat, folder, path, flags);
    }
    NAMES((flags & AT_REMOVEDIR) ? 'X' : 'U', 0, whole, "", syscall(SYS_unlinkat, folder, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int result = unlink(path);
    return result != 0 && errno == EISDIR ? rmdir(path) : result;
}

int mkdirat(int folder, const char *path, mode_t mode) {
    char whole[PATH_MAX];
    if (!inside(folder, path, whole)) {
        return (int)syscall(SYS_mkdirat, folder, path, mode);
    }
    NAMES('M', 1, whole, "", syscall(SYS_mkdirat, folder, path, mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
