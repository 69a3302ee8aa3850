package dev.jenvoy.web.admin.access;

import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.Locale;

/** What a client of the admin listener may do. Each role may do what the roles before it may. */
public enum Role {
    /** May see everything that the page and the API show. Changes nothing. */
    READ,
    /** May also run deliveries again, cancel them, and retry messages, moves and missed deliveries. */
    OPERATE,
    /** May also change endpoints, and what commands of chat change. */
    ADMIN;

    static final ValueReader<Role> WORD = ValueReaders.choice(values(), false);

    /** Returns whether this role may do what another role may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Returns its word in the configuration and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
