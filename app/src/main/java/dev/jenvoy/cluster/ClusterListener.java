package dev.jenvoy.cluster;

/** Hears of the cluster. Called on one thread at a time; what takes longer than a moment goes to another thread. */
public interface ClusterListener {

    /** This server's standing has changed. {@link Cluster#standing} says the same, and earlier. */
    default void standing(Standing now) {}

    /** This server leads from now on, or no longer does. */
    default void leadership(boolean leads) {}

    /** A server came, left, was taken over, or another one leads. */
    default void membersChanged() {}

    /** This server has taken another one over. */
    default void tookOver(int number) {}

    /** This server has another number: it was taken over, and is a new server now. */
    default void renumbered(int number) {}
}
