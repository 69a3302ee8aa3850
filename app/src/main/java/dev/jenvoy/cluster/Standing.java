package dev.jenvoy.cluster;

/** How far a server may go on, by how long ago its last beat reached the database. Later ones forbid more. */
public enum Standing {
    /** All is well. */
    FULL,
    /** The database has not been reached for a while: accept nothing and start nothing; what runs goes on. */
    RESTRICTED,
    /** The lease is over: end what must never run twice at once. Others may run it soon. */
    CUT_OFF,
    /** Others have taken this server's deliveries over: drop all local work, then {@link Cluster#rejoin}. */
    TAKEN_OVER;

    /** Returns whether a server may accept deliveries and start actions. */
    public boolean mayStart() {
        return this == FULL;
    }
}
