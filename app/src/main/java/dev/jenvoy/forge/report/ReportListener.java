package dev.jenvoy.forge.report;

/** Learns how every try to write a report ended, for measuring. Must not block. */
@FunctionalInterface
public interface ReportListener {

    /**
     * Called after each try for which the forge was chosen.
     *
     * @param forge the name of the entry
     * @param result one of few words
     */
    void ended(String forge, String result);
}
