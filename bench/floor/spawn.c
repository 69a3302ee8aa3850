/*
 * The floor of hook running: starts a script over and over with posix_spawn(3), reads both its pipes to the end and
 * waits for it. Usage: spawn SCRIPT THREADS SECONDS; prints starts per second.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *script;
static double until;

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double) at.tv_sec + (double) at.tv_nsec / 1e9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void drain(int out, int err) {
    struct pollfd polled[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    int open = 2;
    char buffer[4096];
    while (open > 0) {
        if (poll(polled, 2, -1) < 0) fail("poll");
        for (int i = 0; i < 2; i++) {
            if (polled[i].fd >= 0 && polled[i].revents != 0 && read(polled[i].fd, buffer, sizeof buffer) <= 0) {
                polled[i].fd = -1;
                open--;
            }
        }
    }
}

static void once(void) {
    int out[2], err[2], status;
    pid_t pid;
    if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) fail("pipe2");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err[1], 2);
    char *argv[] = {script, NULL};
    char *envp[] = {"PATH=/usr/bin:/bin", NULL};
    if (posix_spawn(&pid, script, &actions, NULL, argv, envp) != 0) fail(script);
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    close(err[1]);
    drain(out[0], err[0]);
    close(out[0]);
    close(err[0]);
    if (waitpid(pid, &status, 0) != pid || status != 0) fail("waitpid");
}

static void *loop(void *count) {
    while (now() < until) {
        once();
        ++*(long *) count;
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: spawn SCRIPT THREADS SECONDS\n");
        return 2;
    }
    script = argv[1];
    int threads = atoi(argv[2]);
    if (threads < 1 || threads > 64) return 2;
    pthread_t ids[64];
    long counts[64] = {0};
    double began = now();
    until = began + atof(argv[3]);
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&ids[i], NULL, loop, &counts[i]) != 0) fail("pthread_create");
    }
    long all = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(ids[i], NULL);
        all += counts[i];
    }
    printf("%.1f\n", (double) all / (now() - began));
    return 0;
}
