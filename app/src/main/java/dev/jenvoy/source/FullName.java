package dev.jenvoy.source;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;

/** A repository with its owner, as senders write it in one text: {@code group/subgroup/site}. */
record FullName(Owner owner, Repository repository) {

    /** Reads it; what stands before the last slash is the owner. */
    static FullName of(String text) throws Unfit {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw Unfit.notAName("repository");
        }
        return new FullName(Names.owner(text.substring(0, slash)), Names.repository(text.substring(slash + 1)));
    }
}
