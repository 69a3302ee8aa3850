package dev.jenvoy.store;

/** What a change survives once its stage has completed. */
public enum Durability {
    /**
     * Survives a crash of the process. Also survives a crash of the machine once a later change with {@link #MACHINE}
     * has completed.
     */
    PROCESS,
    /** Survives a crash of the machine. Costs a sync to disk, which all changes that wait at the same time share. */
    MACHINE
}
