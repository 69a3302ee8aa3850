package dev.jenvoy.web.admin.servers;

import java.time.Duration;

/**
 * The oldest transaction that keeps the database of the servers from cleaning up.
 *
 * @param age for how long it has been open
 * @param application what its program calls itself; empty if that is not known
 * @param user its role in the database; empty if that is not known
 * @param process of its session, in the database
 */
public record OldestSnapshot(Duration age, String application, String user, int process) {}
