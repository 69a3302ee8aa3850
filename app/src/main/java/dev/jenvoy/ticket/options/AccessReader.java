package dev.jenvoy.ticket.options;

import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a tracker is reached. No message shows a secret. */
final class AccessReader {

    /** The name of unotify's one tracker, whose kind and variables need not be said. */
    private static final String ATLASSIAN = "atlassian";

    /** Where a page or the API begins in an address that was copied from a browser or a manual. */
    private static final Pattern JIRA_PAGE = Pattern.compile("(?:/(?:browse|rest|secure)(?=/|$)"
            + "|/(?:jira/)?(?:projects|issues|software|core|servicedesk|your-work|for-you|boards)(?=/.))");

    private static final Pattern REDMINE_PAGE =
            Pattern.compile("(?:/(?:issues|login)(?=[/.]|$)|/(?:projects|users|my)(?=/.|\\.(?:json|xml)$))");

    private static final Pattern WEB = Pattern.compile("https?://[^\\s\"<>@]{1,500}");

    private final String name;
    private final SecretReader secrets;
    private final Path folder;

    AccessReader(String name, SecretReader secrets, Path folder) {
        this.name = name;
        this.secrets = secrets;
        this.folder = folder;
    }

    private enum Kind {
        JIRA,
        REDMINE,
        SCRIPT
    }

    Optional<TrackerAccess> read(ObjectReader in, JsonNode node, KeyContext place) {
        Optional<Kind> kind = in.take("kind", ValueReaders.choice(Kind.values(), false));
        if (kind.isEmpty() && !in.has("kind")) {
            if (!name.equals(ATLASSIAN)) {
                place.error(node, "\"kind\" is missing: jira, redmine or script");
                return Optional.empty();
            }
            kind = Optional.of(Kind.JIRA);
        }
        return kind.flatMap(known -> switch (known) {
            case JIRA -> jira(in, node, place);
            case REDMINE -> redmine(in, node, place);
            case SCRIPT -> script(in);
        });
    }

    private Optional<TrackerAccess> jira(ObjectReader in, JsonNode node, KeyContext place) {
        Optional<WebAddress> url = url(in, JIRA_PAGE);
        Optional<String> user = in.take("user", text("the address of the account between double quotes"));
        Optional<String> token = in.take("token", token());
        boolean isAtlassian = name.equals(ATLASSIAN);
        if (isAtlassian && !in.has("user")) {
            user = variable(node, place, "user", "ATLASSIAN_EMAIL", text("the address of the account"));
        }
        if (isAtlassian && !in.has("token")) {
            token = variable(node, place, "token", "ATLASSIAN_API_KEY", token());
        } else if (!in.has("token")) {
            place.error(node, "\"token\" is missing: a tracker is never asked without one");
        }
        if (url.isEmpty() || token.isEmpty() || (in.has("user") && user.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                new TrackerAccess.Jira(site(in, url.get(), JIRA_PAGE), new TrackerAccount(user, token.get())));
    }

    /** Reads the variable that unotify reads, where the key is missing. */
    private static <T> Optional<T> variable(
            JsonNode node, KeyContext place, String key, String variable, ValueReader<T> kind) {
        KeyContext at = new KeyContext(ObjectReader.join(place.key(), key), place.report());
        return kind.read(new JsonNode.Text(node.at(), "env:" + variable), at);
    }

    private Optional<TrackerAccess> redmine(ObjectReader in, JsonNode node, KeyContext place) {
        Optional<WebAddress> url = url(in, REDMINE_PAGE);
        Optional<String> token = in.take("token", token());
        if (!in.has("token")) {
            place.error(node, "\"token\" is missing: a tracker is never asked without one");
        }
        return url.isPresent() && token.isPresent()
                ? Optional.of(new TrackerAccess.Redmine(
                        site(in, url.get(), REDMINE_PAGE), new TrackerAccount(Optional.empty(), token.get())))
                : Optional.empty();
    }

    private Optional<TrackerAccess> script(ObjectReader in) {
        Optional<Path> command = in.require("command", ValueReaders.path(folder));
        List<String> environment = in.take(
                "env_pass",
                List.of(),
                ValueReaders.list(
                        ValueReaders.text(SecretReader.VARIABLE, "the name of an environment variable"),
                        "a list of names of environment variables"));
        return command.map(file -> new TrackerAccess.Script(file, environment));
    }

    private Optional<WebAddress> url(ObjectReader in, Pattern page) {
        boolean allowsHttp = in.take("allow_http", false, ValueReaders.FLAG);
        WebAddress.Encryption encryption = allowsHttp ? WebAddress.Encryption.WAIVED : WebAddress.Encryption.DEMANDED;
        return in.require(
                "url",
                (node, place) -> secrets.readText(node, place, "an address between double quotes")
                        .flatMap(text -> {
                            Optional<String> flaw = AddressFlaw.of(text);
                            if (flaw.isPresent()) {
                                place.error(node, flaw.get());
                                return Optional.empty();
                            }
                            String whole = text.contains("://") ? text : "https://" + text;
                            Optional<WebAddress> address = WebAddress.parse(withoutSlash(whole), encryption);
                            if (address.isEmpty()) {
                                place.error(
                                        node,
                                        "expected " + WebAddress.EXPECTED
                                                + (allowsHttp ? "" : ", or \"allow_http\": true beside it"));
                            }
                            address.ifPresent(found -> warnOfPage(found.uri().getRawPath(), page, node, place));
                            return address;
                        }));
    }

    private static TrackerSite site(ObjectReader in, WebAddress url, Pattern page) {
        return in.take("web_url", (node, place) -> {
                    Optional<String> web = webUrl(node, place);
                    web.ifPresent(found -> warnOfPage(found, page, node, place));
                    return web;
                })
                .map(web -> new TrackerSite(url, web))
                .orElseGet(() -> TrackerSite.of(url));
    }

    private static void warnOfPage(@Nullable String address, Pattern page, JsonNode node, KeyContext place) {
        Matcher found = page.matcher(address == null ? "" : address);
        if (found.find()) {
            place.warning(
                    node, "paths are put behind this address: leave out " + found.group() + " and what is behind it");
        }
    }

    private static Optional<String> webUrl(JsonNode node, KeyContext place) {
        String expected = "an address like \"https://acme.atlassian.net\"";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        Optional<String> flaw = AddressFlaw.of(text.value());
        if (flaw.isPresent() || !WEB.matcher(text.value()).matches()) {
            place.error(node, flaw.orElse("expected " + expected));
            return Optional.empty();
        }
        return Optional.of(text.value());
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private ValueReader<String> text(String expected) {
        return (node, place) -> {
            Optional<String> text = secrets.readText(node, place, expected);
            if (text.isPresent() && !text.get().chars().allMatch(c -> c > ' ' && c != 0x7f && c != ':')) {
                place.error(node, "expected no blanks and no colon");
                return Optional.empty();
            }
            return text;
        };
    }

    private ValueReader<String> token() {
        return (node, place) -> {
            Optional<String> token = secrets.readText(node, place, "a token between double quotes");
            Optional<String> flaw = token.flatMap(text -> TrackerAccount.flaw(Optional.empty(), text));
            flaw.ifPresent(why -> place.error(node, why));
            return flaw.isPresent() ? Optional.empty() : token;
        };
    }
}
