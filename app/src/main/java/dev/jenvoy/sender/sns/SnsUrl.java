package dev.jenvoy.sender.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of Amazon SNS itself. A message names where its certificate lies and where a subscription is confirmed;
 * whoever could name another host could sign with a key of his own, or have this server visit whatever he likes.
 *
 * @param region the region in its host's name
 * @param suffix what follows that: {@code amazonaws.com}, or {@code amazonaws.com.cn}
 */
record SnsUrl(URI uri, String region, String suffix) {

    private static final Pattern HOST = Pattern.compile("sns\\.([a-z0-9-]{3,40})\\.(amazonaws\\.com(?:\\.cn)?)");
    private static final Pattern CERTIFICATE = Pattern.compile("/[A-Za-z0-9_-]{1,200}\\.pem");
    private static final String CONFIRM = "Action=ConfirmSubscription";

    /** Where a certificate may lie; empty for anything else. */
    static Optional<SnsUrl> ofCertificate(String text) {
        return of(text).filter(
                        url -> CERTIFICATE.matcher(url.uri.getRawPath()).matches() && url.uri.getRawQuery() == null);
    }

    /** Where a subscription may be confirmed; empty for anything else. */
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
     * The names that a certificate of SNS may have at this address, as AWS' own libraries know them: one for most
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
