package dev.jenvoy.sender.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks an address of Amazon SNS. A message names the addresses of its certificate and of a subscription's confirmation. An
 * attacker who could name another host could sign with a key of their own, or have this server visit any address.
 *
 * @param region the region in its host's name
 * @param suffix what follows that: {@code amazonaws.com}, or {@code amazonaws.com.cn}
 */
record SnsUrl(URI uri, String region, String suffix) {

    private static final Pattern HOST = Pattern.compile("sns\\.([a-z0-9-]{3,40})\\.(amazonaws\\.com(?:\\.cn)?)");
    private static final Pattern CERTIFICATE = Pattern.compile("/[A-Za-z0-9_-]{1,200}\\.pem");
    private static final String CONFIRM = "Action=ConfirmSubscription";

    /** Reads the address of a certificate; empty for any other address. */
    static Optional<SnsUrl> ofCertificate(String text) {
        return of(text).filter(
                        url -> CERTIFICATE.matcher(url.uri.getRawPath()).matches() && url.uri.getRawQuery() == null);
    }

    /** Reads the address that confirms a subscription; empty for any other address. */
    static Optional<SnsUrl> ofConfirmation(String text) {
        return of(text).filter(url -> Set.of("", "/").contains(url.uri.getRawPath()) && url.uri.getRawQuery() != null)
                .filter(url -> List.of(url.uri.getRawQuery().split("&", -1)).contains(CONFIRM));
    }

    private static Optional<SnsUrl> of(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (!"https".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || (uri.getPort() != -1 && uri.getPort() != 443)) {
            return Optional.empty();
        }
        Matcher host = HOST.matcher(uri.getHost());
        return host.matches() ? Optional.of(new SnsUrl(uri, host.group(1), host.group(2))) : Optional.empty();
    }

    /**
     * Returns the names that a certificate of SNS may have at this address, as AWS' own libraries know them: one for most
     * regions, and others for those that were added later, for GovCloud and for China.
     */
    Set<String> signers() {
        String own = region + "." + suffix;
        String shared = region.startsWith("us-gov-") ? "sns-us-gov-west-1." : "sns-" + region + ".";
        return suffix.equals("amazonaws.com")
                ? Set.of("sns.amazonaws.com", "sns." + own, "sns-signing." + own, shared + suffix)
                : Set.of("sns." + own, "sns-signing." + own, shared + suffix);
    }
}
