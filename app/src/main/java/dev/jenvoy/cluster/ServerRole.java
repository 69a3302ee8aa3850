package dev.jenvoy.cluster;

/** What a server does for the cluster. */
public enum ServerRole {
    /** Accepts deliveries from senders. */
    INTAKE,
    /** Runs actions, and may lead. */
    WORKER
}
