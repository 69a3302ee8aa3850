package dev.jenvoy.config.sender;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the keys that only {@code senders.travis} has. */
final class TravisReader {

    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/([A-Za-z0-9_.-]+|\\*)");

    private static final ValueReader<List<String>> SLUGS =
            ValueReaders.list(TravisReader::slug, "a list of repositories like [\"acme/site\", \"acme/*\"]");

    private TravisReader() {}

    /** @param common what the same entry says of every sender's */
    static TravisConfig read(ObjectReader section, SenderConfig common, KeyContext place) {
        Optional<URI> named = section.take("api", TravisReader::api);
        Optional<List<String>> repositories = section.take("repositories", SLUGS);
        if (repositories.filter(List::isEmpty).isPresent()) {
            place.report()
                    .error(
                            ObjectReader.join(place.key(), "repositories"),
                            section.at("repositories"),
                            "an empty list names no repository; leave the key out to take the builds of all");
        }
        boolean open = !common.secret().isEmpty() || common.insecure();
        Optional<URI> api = named.isPresent() || open ? named : Optional.of(TravisConfig.DEFAULT_API);
        if (repositories.isEmpty() && api.isPresent()) {
            place.report()
                    .warning(
                            ObjectReader.join(place.key(), "repositories"),
                            section.at("repositories"),
                            "without it, every user of that Travis CI can send deliveries of repositories of their own");
        }
        return new TravisConfig(api, repositories.orElse(List.of()));
    }

    /** Reads the address. Plain HTTP is for this machine alone: an attacker on the way could exchange the key. */
    private static Optional<URI> api(JsonNode node, KeyContext place) {
        String expected = "an address like \"https://api.travis-ci.com\"";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        try {
            URI uri = new URI(text.value());
            boolean plain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri));
            if (plain && safe) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Reported below, like any other text that is no such address.
        }
        return ValueReaders.refuse(text, place, expected + "; plain http is for this machine alone");
    }

    private static boolean isLoopback(URI uri) {
        String host = String.valueOf(uri.getHost()).replaceAll("[\\[\\]]", "");
        return Addresses.parse(host).map(InetAddress::isLoopbackAddress).orElse(host.equalsIgnoreCase("localhost"));
    }

    private static Optional<String> slug(JsonNode node, KeyContext place) {
        String expected = "a repository like \"acme/site\", or \"acme/*\" for all of an owner";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        return SLUG.matcher(text.value()).matches()
                ? Optional.of(text.value())
                : ValueReaders.refuse(text, place, expected);
    }
}
