package dev.jenvoy.forge.options;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code forges} of the configuration.
 *
 * @param dashboardUrl the address below which people find the dashboard, without a slash at its end
 * @param webhookUrl the address below which senders reach this server, without a slash at its end
 * @param catchUp whether missed deliveries are sent again without being asked for
 * @param hosts the entries by their keys
 * @param shown the section as it may be shown, without secrets
 */
public record ForgesOptions(
        Optional<String> dashboardUrl,
        Optional<String> webhookUrl,
        boolean catchUp,
        Map<String, ForgeOptions> hosts,
        Map<String, Object> shown) {

    /** What is in force when the configuration has lost the section: no forge. */
    public static final ForgesOptions NONE =
            new ForgesOptions(Optional.empty(), Optional.empty(), false, Map.of(), Map.of());

    public ForgesOptions {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /** Returns the entry for a repository, the one with the longest path; empty if not one counts for it. */
    public Optional<ForgeOptions> of(String host, String repository) {
        return hosts.values().stream()
                .filter(entry -> entry.covers(host, repository))
                .max(Comparator.comparingInt(entry -> entry.path().length()));
    }

    /** Returns whether an address of a webhook leads to this server, as far as the configuration says where that is. */
    public boolean isOwn(String url) {
        return webhookUrl
                .filter(own -> url.equals(own) || url.startsWith(own + "/") || url.startsWith(own + "?"))
                .isPresent();
    }

    /** Returns whether there are credentials for repositories of a host. */
    public boolean hasHost(String host) {
        return hosts.values().stream().anyMatch(entry -> entry.host().equals(host));
    }

    /** Returns whether a sender is one of forges, and no entry has credentials for such a forge. */
    public boolean lacks(String sender) {
        return ForgeKind.knows(sender)
                && hosts.values().stream().noneMatch(forge -> forge.kind().sends(sender));
    }

    /** Returns the address of the page of a delivery; empty where no address of the dashboard is configured. */
    public String page(long entry) {
        return dashboardUrl.map(url -> url + "/#/deliveries/" + entry).orElse("");
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ForgesOptions" + shown;
    }
}
