package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.request.InvalidPayload;

/** Names a repository with its owner, as senders write it in one text: {@code group/subgroup/site}. */
public record FullName(Owner owner, Repository repository) {

    /** Reads such a text; the part before the last slash is the owner. */
    public static FullName of(String text) throws InvalidPayload {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw InvalidPayload.notAName("repository");
        }
        return new FullName(
                NameValidation.owner(text.substring(0, slash)), NameValidation.repository(text.substring(slash + 1)));
    }
}
