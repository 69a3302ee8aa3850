package dev.jenvoy.delivery;

/** Decides what a delivery causes. */
public interface Planner {

    /** What this delivery causes, as things stand now. Reads the file system; throws nothing. */
    Plan plan(Delivery delivery);
}
