package dev.jenvoy.cluster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a server does for the cluster. */
public enum ServerRole {
    /** Accepts deliveries from senders. */
    INTAKE(1),
    /** Runs actions, and may lead. */
    WORKER(2);

    /** What a server does unless an option says otherwise. Cannot be changed. */
    public static final Set<ServerRole> ALL = Collections.unmodifiableSet(EnumSet.allOf(ServerRole.class));

    private final int bit;

    ServerRole(int bit) {
        this.bit = bit;
    }

    /** Returns the bit by which the database knows it. */
    public int bit() {
        return bit;
    }

    /** Returns the role as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
