package dev.jenvoy.ticket.options;

import java.util.Optional;

/** Says what an address of a tracker must not have, without a part of it: there may be a password in it. */
final class AddressFlaw {

    private AddressFlaw() {}

    /** Returns what is wrong with the parts of an address; empty if it may have all of them. */
    static Optional<String> of(String address) {
        int scheme = address.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int to = from;
        while (to < address.length() && "/?#".indexOf(address.charAt(to)) < 0) {
            to++;
        }
        if (address.substring(from, to).contains("@")) {
            return Optional.of(
                    "an address must not have a user or a password; \"user\" and \"token\" are keys of their own");
        }
        if (address.indexOf('?') >= 0) {
            return Optional.of("an address must not have a query; a token has the key \"token\"");
        }
        return address.indexOf('#') >= 0 ? Optional.of("an address must not have a part behind #") : Optional.empty();
    }
}
