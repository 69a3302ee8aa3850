package dev.jenvoy.cluster;

import java.time.Duration;
import java.util.Set;

/**
 * A server as this one sees it.
 *
 * @param number of this start of the server; never used again
 * @param name for people
 * @param machine its host name
 * @param schema the version of the tables for which its program is made
 * @param version of its program, for people
 * @param stood for how long its beat has stood still, by the clock of the server that looks and only as far as that one reached the
 *     database; zero for that server itself
 * @param patience how long its beat must stand still before others take it over
 */
public record Member(
        int number,
        String name,
        String machine,
        Set<ServerRole> roles,
        int schema,
        String version,
        State state,
        Duration stood,
        Duration patience,
        Load load,
        Digests digests,
        boolean leader) {

    public Member {
        roles = Set.copyOf(roles);
    }

    /** Returns whether the server takes new deliveries. */
    public boolean isLive() {
        return state == State.LIVE;
    }

    /** Where a server is in its life. */
    public enum State {
        /** It takes and runs deliveries. */
        LIVE(0),
        /** It is about to stop: it takes nothing new, and still owns what it holds. */
        LEAVING(1),
        /** Another server took its deliveries over. */
        TAKEN_OVER(2),
        /** It has stopped in good order. */
        LEFT(3);

        /** The condition in SQL that a server still owns what it holds, on the table's column {@code state}. */
        public static final String THERE = "state <= " + LEAVING.code;

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** Returns the number by which the database knows it. */
        public int code() {
            return code;
        }

        /** Returns the state with that number. */
        public static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state " + code);
        }
    }
}
