package dev.jenvoy.forge.options;

import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.ShownValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code forges}, and reports every problem in it. */
public final class ForgesOptionsReader {

    private static final ShownValues SHOWN = new ShownValues(Set.of("token", "key"));
    private static final Pattern NAME =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?)(?:/([A-Za-z0-9._~/-]{1,300}))?");
    private static final String NAMES = "a host, or a host and an owner, such as \"github.com/acme\"";
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>@?#]{1,500}");

    private final SecretReader secrets;

    public ForgesOptionsReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    /** Reads the section; empty, and reported, if it is not an object. */
    public Optional<ForgesOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: hosts with their tokens");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<String> dashboard = in.take("dashboard_url", ForgesOptionsReader::address);
        Optional<String> webhook = in.take("webhook_url", ForgesOptionsReader::address);
        boolean catchUp = in.take("catch_up", false, ValueReaders.FLAG);
        Addresses known = new Addresses(in.has("dashboard_url"), in.has("webhook_url"));
        Map<String, ForgeOptions> hosts = in.take("hosts", Map.of(), (entries, at) -> hosts(entries, at, known));
        in.finish();
        return Optional.of(new ForgesOptions(dashboard, webhook, catchUp, hosts, SHOWN.of(members)));
    }

    /** Which addresses of this server the section says. */
    private record Addresses(boolean ofDashboard, boolean ofWebhooks) {}

    private static Optional<String> address(JsonNode node, KeyContext place) {
        String expected = "an address like \"https://jenvoy.example.com\"";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        if (!ADDRESS.matcher(text.value()).matches()) {
            place.error(node, "expected " + expected);
            return Optional.empty();
        }
        return Optional.of(text.value().replaceFirst("/+$", ""));
    }

    private Optional<Map<String, ForgeOptions>> hosts(JsonNode node, KeyContext place, Addresses known) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object with an entry for each host");
        }
        Map<String, ForgeOptions> hosts = new LinkedHashMap<>();
        Map<String, ForgeOptions> whole = new LinkedHashMap<>();
        // Those of whole hosts first: an owner's entry takes kind and address from it.
        for (boolean isWhole : new boolean[] {true, false}) {
            for (JsonNode.Member member : members.values()) {
                KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
                Matcher name = NAME.matcher(member.name());
                if (!name.matches() || hasEmptyPart(member.name())) {
                    if (isWhole) {
                        place.report().error(at.key(), member.nameAt(), "not a name of a forge: expected " + NAMES);
                    }
                    continue;
                }
                if ((name.group(2) == null) != isWhole) {
                    continue;
                }
                String host = name.group(1).toLowerCase(Locale.ROOT);
                String path = isWhole ? "" : name.group(2).toLowerCase(Locale.ROOT);
                boolean hasHost =
                        members.values().stream().anyMatch(other -> other.name().equalsIgnoreCase(host));
                Optional<ForgeOptions> entry =
                        entry(host, path, hasHost, Optional.ofNullable(whole.get(host)), member.value(), at);
                entry.ifPresent(read -> {
                    if (hosts.put(read.name(), read) != null) {
                        place.report().error(at.key(), member.nameAt(), "is there twice: case does not count");
                    }
                    if (isWhole) {
                        whole.put(host, read);
                    }
                    if (read.kind().needsLink() && !known.ofDashboard()) {
                        at.error(
                                member.value(),
                                "Bitbucket takes no status without a link: set \"dashboard_url\" in \"forges\"");
                    }
                    if (!read.webhooksOf().isEmpty() && !known.ofWebhooks()) {
                        at.error(
                                member.value(),
                                "\"webhooks_of\" needs the address of this server: set \"webhook_url\" in \"forges\"");
                    }
                });
            }
        }
        return Optional.of(hosts);
    }

    private static boolean hasEmptyPart(String name) {
        return name.endsWith("/") || name.contains("//");
    }

    private Optional<ForgeOptions> entry(
            String host, String path, boolean hasHost, Optional<ForgeOptions> whole, JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: a token, or an App of GitHub");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<ForgeKind> kind = in.take("kind", ValueReaders.choice(ForgeKind.values(), false));
        if (!in.has("kind")) {
            kind = whole.map(ForgeOptions::kind).or(() -> ForgeKind.ofHost(host));
            // One mistake is one problem: the entry of the host may be there and be wrong.
            if (kind.isEmpty() && !(hasHost && !path.isEmpty())) {
                place.error(node, "\"kind\" is missing: github, gitlab, gitea, bitbucket or bitbucket_server");
            }
        }
        Optional<WebAddress> api = api(in, host, kind, whole);
        Optional<ForgeCredentials> credentials = credentials(in, node, place, kind);
        List<String> webhooksOf = in.take("webhooks_of", List.of(), WebhookOwners.READER);
        if (kind.isPresent()) {
            in.finish();
        }
        if (kind.isEmpty() || api.isEmpty() || credentials.isEmpty()) {
            return Optional.empty();
        }
        ForgeOptions read = new ForgeOptions(host, path, kind.get(), api.get(), credentials.get(), webhooksOf);
        WebhookOwners.flaw(read).ifPresent(flaw -> in.error("webhooks_of", flaw));
        return Optional.of(read);
    }

    private static Optional<WebAddress> api(
            ObjectReader in, String host, Optional<ForgeKind> kind, Optional<ForgeOptions> whole) {
        boolean allowsHttp = in.take("allow_http", false, ValueReaders.FLAG);
        WebAddress.Encryption encryption = allowsHttp ? WebAddress.Encryption.WAIVED : WebAddress.Encryption.DEMANDED;
        if (!in.has("api")) {
            return whole.map(ForgeOptions::api)
                    .or(() -> kind.flatMap(known -> WebAddress.parse(known.api(host), encryption)));
        }
        return in.take("api", (node, place) -> {
            if (!(node instanceof JsonNode.Text text)) {
                return ValueReaders.wrong(node, place, "an address like \"https://git.example.com/api/v4\"");
            }
            Optional<WebAddress> address = WebAddress.parse(text.value().replaceFirst("/+$", ""), encryption)
                    .filter(found -> found.uri().getRawQuery() == null);
            if (address.isEmpty()) {
                place.error(
                        node,
                        "expected " + WebAddress.EXPECTED + (allowsHttp ? "" : ", or \"allow_http\": true beside it"));
            }
            return address;
        });
    }

    private Optional<ForgeCredentials> credentials(
            ObjectReader in, JsonNode node, KeyContext place, Optional<ForgeKind> kind) {
        Optional<String> user = in.take(
                "user",
                ValueReaders.text(
                        text -> !text.isBlank() && text.chars().allMatch(c -> c > ' ' && c != ':' && c != 0x7f),
                        "the name of an account, without a colon"));
        Optional<String> token = in.take("token", this::token);
        Optional<ForgeCredentials> app = in.take("app", (value, at) -> app(value, at, kind));
        if (in.has("token") == in.has("app")) {
            place.error(
                    node,
                    in.has("token")
                            ? "there can be a \"token\" or an \"app\", not both"
                            : "\"token\" is missing: a forge is never asked without one");
            return Optional.empty();
        }
        if (in.has("user")
                && (in.has("app") || kind.filter(ForgeKind::needsLink).isEmpty())) {
            in.error("user", "only Bitbucket takes a token with a user");
            return Optional.empty();
        }
        return in.has("app") ? app : token.map(found -> new ForgeCredentials.Token(user, found));
    }

    private Optional<String> token(JsonNode node, KeyContext place) {
        Optional<String> token = secrets.readText(node, place, "a token between double quotes");
        if (token.isPresent() && (token.get().isEmpty() || !token.get().chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            place.error(node, "the token is empty, or has a blank or a character that is not ASCII");
            return Optional.empty();
        }
        return token;
    }

    private Optional<ForgeCredentials> app(JsonNode node, KeyContext place, Optional<ForgeKind> kind) {
        if (kind.filter(known -> known != ForgeKind.GITHUB).isPresent()) {
            place.error(node, "only GitHub has Apps: use a \"token\"");
            return Optional.empty();
        }
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: the \"id\" of the App and its private \"key\"");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<String> id = in.require("id", ForgesOptionsReader::appId);
        Optional<AppKey> key = in.require("key", this::appKey);
        in.finish();
        return id.isPresent() && key.isPresent()
                ? Optional.of(new ForgeCredentials.App(id.get(), key.get()))
                : Optional.empty();
    }

    /** Takes a number as well, because GitHub shows one. */
    private static Optional<String> appId(JsonNode node, KeyContext place) {
        String text = node instanceof JsonNode.Digits digits
                ? digits.value()
                : node instanceof JsonNode.Text words ? words.value() : "";
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            return ValueReaders.wrong(node, place, "the App ID or the client ID");
        }
        return Optional.of(text);
    }

    private Optional<AppKey> appKey(JsonNode node, KeyContext place) {
        Optional<String> pem = secrets.readText(node, place, "a private key, best as \"file:app.pem\"");
        Optional<AppKey> key = pem.flatMap(AppKey::read);
        if (pem.isPresent() && key.isEmpty()) {
            place.error(node, "not an RSA key that begins with -----BEGIN (RSA) PRIVATE KEY----- and is not encrypted");
        }
        return key;
    }
}
