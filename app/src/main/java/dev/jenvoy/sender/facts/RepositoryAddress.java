package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The repository that an address names: one to clone from ({@code https://HOST/acme/web/site.git}, {@code
 * ssh://git@HOST:22/acme/site.git}, {@code git@HOST:acme/site.git}) or that of a page about it. The address is read as text
 * and never visited. A server that lies below a path of its host shows that path in its web addresses, as if it were a
 * group.
 */
public final class RepositoryAddress {

    private static final List<String> SCHEMES = List.of("https", "http", "ssh", "git");

    /** Separates a project from its pages in GitLab's addresses; no group may have this name. */
    private static final String PAGES = "/-/";

    private static final String GIT = ".git";

    private RepositoryAddress() {}

    /** Reads the address; empty when it names no repository with an owner, or a name that cannot be one. */
    public static Optional<FullName> read(String address) {
        int pages = address.indexOf(PAGES);
        String path = path(pages < 0 ? address : address.substring(0, pages));
        String name = path.endsWith(GIT) ? path.substring(0, path.length() - GIT.length()) : path;
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String owner = name.substring(0, slash);
        String repository = name.substring(slash + 1);
        return Owner.isName(owner) && Repository.isName(repository)
                ? Optional.of(new FullName(new Owner(owner), new Repository(repository)))
                : Optional.empty();
    }

    /** Returns the part after the host; empty when this is another kind of address. */
    private static String path(String address) {
        int scheme = address.indexOf("://");
        if (scheme >= 0) {
            int slash = address.indexOf('/', scheme + 3);
            boolean known = SCHEMES.contains(address.substring(0, scheme).toLowerCase(Locale.ROOT));
            return known && slash > scheme + 3 ? address.substring(slash + 1) : "";
        }
        int colon = address.indexOf(':');
        return colon > 0 && address.indexOf('/') > colon ? address.substring(colon + 1) : "";
    }
}
