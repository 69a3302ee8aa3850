package dev.jenvoy.storage;

/**
 * Who keeps a shared storage from cleaning up, as far as the database says.
 *
 * @param application what the program calls itself; may be empty
 * @param user the role with which it signed in; may be empty
 * @param process the number by which the database ends its session
 */
public record SnapshotHolder(String application, String user, int process) {}
