package dev.jenvoy.store;

/** What a change outlives once its stage has completed. */
public enum Durability {
    /** A crash of the process. A crash of the machine too, once any later change for {@link #MACHINE} completed. */
    PROCESS,
    /** A crash of the machine. Costs a sync to disk, shared with every change that waits at the same time. */
    MACHINE
}
