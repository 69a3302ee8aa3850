package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A row of the table of servers. */
record MemberRow(
        int number,
        String name,
        String machine,
        Set<ServerRole> roles,
        int schema,
        String version,
        Member.State state,
        long beat,
        Duration patience,
        Load load,
        Digests digests,
        boolean watching) {

    static final String COLUMNS =
            "id, name, machine, roles, program, version, state, beat, patience, places, busy, waiting, hooks, config, watching";

    static MemberRow of(ResultSet row) throws SQLException {
        return new MemberRow(
                row.getInt("id"),
                row.getString("name"),
                row.getString("machine"),
                roles(row.getInt("roles")),
                row.getInt("program"),
                row.getString("version"),
                Member.State.of(row.getInt("state")),
                row.getLong("beat"),
                Duration.ofMillis(row.getLong("patience")),
                new Load(row.getInt("places"), row.getInt("busy"), row.getInt("waiting")),
                new Digests(row.getString("hooks"), row.getString("config")),
                row.getBoolean("watching"));
    }

    static int bits(Set<ServerRole> roles) {
        return roles.stream().mapToInt(ServerRole::bit).sum();
    }

    private static Set<ServerRole> roles(int bits) {
        Set<ServerRole> roles = EnumSet.noneOf(ServerRole.class);
        for (ServerRole role : ServerRole.values()) {
            if ((bits & role.bit()) != 0) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** Returns whether it still owns what it holds. */
    boolean isThere() {
        return state == Member.State.LIVE || state == Member.State.LEAVING;
    }

    /** Returns how many beats it has sent since its start. */
    long beats() {
        return beat % MemberTable.Start.BEATS;
    }

    Member seen(Duration stood, boolean leader) {
        return new Member(number, name, machine, roles, schema, version, state, stood, patience, load, digests, leader);
    }
}
