package dev.jenvoy.sender.travis;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.type.EntryValues;
import dev.jenvoy.sender.type.SenderEntry;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Declares {@code senders.travis}. */
final class TravisEntry implements SenderEntry {

    private static final URI DEFAULT_API = URI.create("https://api.travis-ci.com");

    static final Option<URI> API = Options.of(
                    "api", ValueType.of("address", TravisEntry::api, URI::toString), DEFAULT_API)
            .live("The API whose key signs, without `/config`.");

    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/([A-Za-z0-9_.-]+|\\*)");
    private static final ValueReader<List<String>> SLUGS = ValueReaders.list(
            ValueReaders.text(SLUG, "a repository like \"acme/site\", or \"acme/*\" for all of an owner"),
            "a list of repositories like [\"acme/site\", \"acme/*\"]");

    static final Option<List<String>> REPOSITORIES = Options.of(
                    "repositories",
                    ValueType.of("list of `\"owner/name\"` or `\"owner/*\"`, not empty", SLUGS, slugs -> slugs),
                    List.<String>of())
            .live("The only repositories whose builds are accepted.");

    @Override
    public List<Option<?>> keys() {
        return List.of(SenderOptions.SECRET, SenderOptions.ALLOWED_IPS, SenderOptions.INSECURE, API, REPOSITORIES);
    }

    /** Asks Travis CI for its key if nothing else opens the sender. */
    @Override
    public OptionValues judge(EntryValues entry) {
        if (entry.find(REPOSITORIES).filter(List::isEmpty).isPresent()) {
            entry.error(REPOSITORIES, "an empty list names no repository; leave the key out to take the builds of all");
        }
        SenderOptions options = entry.options();
        boolean open = !options.secret().isEmpty() || options.insecure();
        OptionValues values = open || entry.find(API).isPresent()
                ? entry.values()
                : entry.values().with(API, DEFAULT_API);
        if (entry.find(REPOSITORIES).isEmpty() && values.find(API).isPresent()) {
            entry.warn(
                    REPOSITORIES,
                    "without it, every user of that Travis CI can send deliveries of repositories of their own");
        }
        return values;
    }

    /** Keeps the API where its removal would accept deliveries without a proof: its key is as good as a secret. */
    @Override
    public SenderOptions update(SenderOptions old, SenderOptions wanted, UpdateReport report) {
        SenderOptions next = SenderEntry.super.update(old, wanted, report);
        Optional<URI> api = old.values().find(API);
        boolean opens = next.insecure()
                && next.secret().isEmpty()
                && next.values().find(API).isEmpty();
        if (api.isEmpty() || !opens) {
            return next;
        }
        report.removalWaits(old.key() + ".api", "senders");
        return next.with(API, api.get());
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
}
