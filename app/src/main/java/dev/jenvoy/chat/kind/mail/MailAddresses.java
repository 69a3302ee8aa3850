package dev.jenvoy.chat.kind.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;

/** Addresses of mail as people write them, strictly. */
final class MailAddresses {

    private MailAddresses() {}

    /** Reads one or more addresses between commas; empty if one is no address with a domain, or the text is empty. */
    static Optional<InternetAddress[]> read(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return Optional.empty();
        }
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            for (InternetAddress address : addresses) {
                address.validate();
                if (address.isGroup() || address.getAddress().indexOf('@') <= 0) {
                    return Optional.empty();
                }
            }
            return addresses.length == 0 ? Optional.empty() : Optional.of(addresses);
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
