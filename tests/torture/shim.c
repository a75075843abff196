/*
 * Comes between a process and the system, for the files below one folder: records every call that
 * changes the disk with its data, and lets calls fail. Loaded by LD_PRELOAD.
 *
 *   GALLEY_SHIM_ROOT   the folder, absolute, its links followed
 *   GALLEY_SHIM_TRACE  the file that calls are recorded in
 *   GALLEY_SHIM_FAULT  kind:first:action:count, the calls of this kind from the first-th on, counted from
 *                      1, as many as count (0 for all). The action is a number of errno, `short` (half of
 *                      the bytes are written) or `kill`. The kind is a letter of a record, or `*`.
 *
 * Calls on a file with the name `notes` never fail.
 *
 * A record is a letter, then little endian: result (8 bytes), descriptor (4), two numbers (8 each), and
 * two texts, each after its length (4). trace.rs reads it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char *paths[DESCRIPTORS];
static char root[PATH_MAX];
static int trace = -1;
static char fault_kind;
static long fault_first, fault_count, seen;
static int fault_errno, fault_short, fault_kill;

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("GALLEY_SHIM_ROOT"), *file = getenv("GALLEY_SHIM_TRACE"), *fault = getenv("GALLEY_SHIM_FAULT");
    if (!folder) return;
    snprintf(root, sizeof root, "%s", folder);
    if (file) trace = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    char action[16] = "";
    if (fault && sscanf(fault, "%c:%ld:%15[^:]:%ld", &fault_kind, &fault_first, action, &fault_count) == 4) {
        fault_short = !strcmp(action, "short");
        fault_kill = !strcmp(action, "kill");
        fault_errno = atoi(action);
    }
}

static int inside(const char *path) {
    size_t length = strlen(root);
    return length && path && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static int spared(const char *path) {
    size_t length = strlen(path);
    return length >= 6 && !strcmp(path + length - 6, "/notes");
}

static int known(int fd) { return fd >= 0 && fd < DESCRIPTORS && paths[fd]; }

static const char *absolute(int folder, const char *path, char *room) {
    if (!path || path[0] == '/') return path;
    if (known(folder)) snprintf(room, PATH_MAX, "%s/%s", paths[folder], path);
    else if (folder == AT_FDCWD && getcwd(room, PATH_MAX)) {
        size_t length = strlen(room);
        snprintf(room + length, PATH_MAX - length, "/%s", path);
    } else return NULL;
    return room;
}

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t written = syscall(SYS_write, trace, at, length);
        if (written <= 0) abort();
        at += written;
        length -= written;
    }
}

static void record(char kind, int64_t result, int fd, int64_t a, int64_t b, const void *one, uint32_t ones, const void *two, uint32_t twos) {
    if (trace < 0) return;
    char head[33] = {kind};
    memcpy(head + 1, &result, 8);
    memcpy(head + 9, &fd, 4);
    memcpy(head + 13, &a, 8);
    memcpy(head + 21, &b, 8);
    memcpy(head + 29, &ones, 4);
    put(head, sizeof head);
    put(one, ones);
    put(&twos, 4);
    put(two, twos);
}

static void text(char kind, int64_t result, int fd, int64_t a, const char *one, const char *two) {
    record(kind, result, fd, a, 0, one, strlen(one), two, strlen(two));
}

/* Whether this call fails. Errno is set; for a short write it is 0. */
static int fails(char kind) {
    if (!fault_kind || (fault_kind != '*' && fault_kind != kind)) return 0;
    seen++;
    if (seen < fault_first || (fault_count && seen >= fault_first + fault_count)) return 0;
    record('!', 0, 0, kind, 0, "", 0, "", 0);
    if (fault_kill) kill(getpid(), SIGKILL);
    errno = fault_errno;
    return 1;
}

#define BEGIN int saved_errno; pthread_mutex_lock(&lock)
#define END(result) saved_errno = errno; pthread_mutex_unlock(&lock); errno = saved_errno; return result

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char room[PATH_MAX];
    BEGIN;
    const char *whole = absolute(folder, path, room);
    int result, is_inside = inside(whole);
    if (is_inside && !spared(whole) && fails('o') && fault_errno) result = -1;
    else result = syscall(SYS_openat, folder, path, flags, mode);
    if (is_inside) text('o', result, result, flags, whole, "");
    if (result >= 0 && result < DESCRIPTORS) {
        free(paths[result]);
        paths[result] = is_inside ? strdup(whole) : NULL;
    }
    END(result);
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int close(int fd) {
    BEGIN;
    if (known(fd)) {
        record('c', 0, fd, 0, 0, "", 0, "", 0);
        free(paths[fd]);
        paths[fd] = NULL;
    }
    int result = syscall(SYS_close, fd);
    END(result);
}

static ssize_t written(int fd, const void *bytes, size_t count, off_t at) {
    BEGIN;
    ssize_t result;
    if (known(fd) && !spared(paths[fd]) && fails('w')) {
        if (fault_errno) { record('w', -1, fd, 0, 0, "", 0, "", 0); END(-1); }
        if (fault_short && count > 1) count /= 2;
    }
    result = at < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, at);
    if (known(fd)) {
        int64_t start = at < 0 ? syscall(SYS_lseek, fd, 0, SEEK_CUR) - (result > 0 ? result : 0) : at;
        record('w', result, fd, start, 0, bytes, result > 0 ? result : 0, "", 0);
    }
    END(result);
}

ssize_t write(int fd, const void *bytes, size_t count) { return written(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return written(fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return written(fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!known(fd)) return syscall(SYS_writev, fd, parts, count);
    /* One part is a short write, which every caller must expect. */
    for (int part = 0; part < count; part++)
        if (parts[part].iov_len) return written(fd, parts[part].iov_base, parts[part].iov_len, -1);
    return 0;
}

/* Data that moved inside the system would not be seen: callers have another way. */
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t length, unsigned flags) {
    if (known(to)) { errno = EXDEV; return -1; }
    return syscall(SYS_copy_file_range, from, from_at, to, to_at, length, flags);
}
static ssize_t sent(int to, int from, off_t *at, size_t length) {
    if (known(to)) { errno = EINVAL; return -1; }
    return syscall(SYS_sendfile, to, from, at, length);
}
ssize_t sendfile(int to, int from, off_t *at, size_t length) { return sent(to, from, at, length); }
ssize_t sendfile64(int to, int from, off_t *at, size_t length) { return sent(to, from, at, length); }

#define ON_DESCRIPTOR(kind, fd, a, b, call) \
    BEGIN; int result, is_known = known(fd); \
    if (is_known && fails(kind) && fault_errno) result = -1; else result = call; \
    if (is_known) record(kind, result, fd, a, b, "", 0, "", 0); \
    END(result)

int fsync(int fd) { ON_DESCRIPTOR('s', fd, 0, 0, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { ON_DESCRIPTOR('s', fd, 0, 0, syscall(SYS_fdatasync, fd)); }
int ftruncate(int fd, off_t length) { ON_DESCRIPTOR('t', fd, length, 0, syscall(SYS_ftruncate, fd, length)); }
int ftruncate64(int fd, off_t length) { ON_DESCRIPTOR('t', fd, length, 0, syscall(SYS_ftruncate, fd, length)); }
int fallocate(int fd, int mode, off_t at, off_t length) { ON_DESCRIPTOR('a', fd, at, mode & 1 ? 0 : at + length, syscall(SYS_fallocate, fd, mode, at, length)); }
int fallocate64(int fd, int mode, off_t at, off_t length) { ON_DESCRIPTOR('a', fd, at, mode & 1 ? 0 : at + length, syscall(SYS_fallocate, fd, mode, at, length)); }
int fchown(int fd, uid_t user, gid_t group) { ON_DESCRIPTOR('h', fd, user, group, syscall(SYS_fchown, fd, user, group)); }
int fchmod(int fd, mode_t mode) { ON_DESCRIPTOR('p', fd, mode, 0, syscall(SYS_fchmod, fd, mode)); }
int fsetxattr(int fd, const char *name, const void *value, size_t size, int flags) { ON_DESCRIPTOR('x', fd, size, 0, syscall(SYS_fsetxattr, fd, name, value, size, flags)); }

static int renamed(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char room[PATH_MAX], more[PATH_MAX];
    BEGIN;
    const char *one = absolute(from_folder, from, room), *two = absolute(to_folder, to, more);
    int result, is_inside = inside(one) || inside(two);
    if (is_inside && fails('r') && fault_errno) result = -1;
    else result = syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if (is_inside) text('r', result, 0, flags, one, two);
    END(result);
}

int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return renamed(a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) { return renamed(a, from, b, to, flags); }

static int linked(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char room[PATH_MAX], more[PATH_MAX];
    BEGIN;
    const char *one = absolute(from_folder, from, room), *two = absolute(to_folder, to, more);
    int result, is_inside = inside(two);
    if (is_inside && fails('l') && fault_errno) result = -1;
    else result = syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (is_inside) text('l', result, 0, 0, one, two);
    END(result);
}

int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int a, const char *from, int b, const char *to, int flags) { return linked(a, from, b, to, flags); }

static int on_name(char kind, int folder, const char *path, int number, long call) {
    char room[PATH_MAX];
    BEGIN;
    const char *whole = absolute(folder, path, room);
    int result, is_inside = inside(whole);
    if (is_inside && fails(kind) && fault_errno) result = -1;
    else result = syscall(call, folder, path, number);
    if (is_inside) text(kind, result, 0, number, whole, "");
    END(result);
}

int unlink(const char *path) { return on_name('u', AT_FDCWD, path, 0, SYS_unlinkat); }
int unlinkat(int folder, const char *path, int flags) { return on_name(flags & AT_REMOVEDIR ? 'd' : 'u', folder, path, flags, SYS_unlinkat); }
int rmdir(const char *path) { return on_name('d', AT_FDCWD, path, AT_REMOVEDIR, SYS_unlinkat); }
int remove(const char *path) { return unlink(path) && errno == EISDIR ? rmdir(path) : 0; }
int mkdir(const char *path, mode_t mode) { return on_name('m', AT_FDCWD, path, mode, SYS_mkdirat); }
int mkdirat(int folder, const char *path, mode_t mode) { return on_name('m', folder, path, mode, SYS_mkdirat); }
