package dev.jenvoy.delivery;

/** Takes up, after a crash, what a {@link Planner} had planned before it. */
public interface Recovery {

    /** The kind of action that this one knows. */
    String kind();

    /** The action of this name, to be run for a delivery that was accepted earlier; it may have vanished since. */
    Action revive(String name);

    /**
     * Ends whatever a run of the action of this name left alive under this token. Blocks until it is gone.
     *
     * @return false when some of it is known to live on
     */
    boolean endSurvivors(String name, String token) throws InterruptedException;
}
