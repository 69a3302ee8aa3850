package dev.jenvoy.chat.options;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.chat.word.ParsedWords;
import dev.jenvoy.delivery.RepoPattern;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.NamedEntries;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the section {@code chat}, and reports every problem in it. */
public final class ChatOptionsReader {

    private static final ValueReader<String> REPO =
            ValueReaders.text(repo -> RepoPattern.of(repo).isPresent(), "owner/name or owner/*");
    private static final String NAMED = "an object with an entry for each name";
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration SLOW_HOOK = Duration.ofMinutes(10);
    private static final Pattern DASHBOARD = Pattern.compile("https?://[^\\s\"<>]{1,500}");

    private static final ValueReader<List<String>> WORDS =
            ValueReaders.list(ChatOptionsReader::word, "a list of event words like [\"push\", \"issues\"]");

    private final Map<String, RoomKind> kinds;
    private final SecretReader secrets;
    private final Path folder;

    /**
     * @param kinds all kinds by name
     * @param folder the folder of the file
     */
    public ChatOptionsReader(Map<String, RoomKind> kinds, SecretReader secrets, Path folder) {
        this.kinds = kinds;
        this.secrets = secrets;
        this.folder = folder;
    }

    /** Reads the section; empty, and reported, if it is not an object. */
    public Optional<ChatOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: accounts, rooms and routes");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Map<String, AccountOptions> accounts = in.take("accounts", Map.of(), NamedEntries.of(NAMED, this::account));
        Set<String> accountNames = names(members, "accounts");
        Map<String, RoomOptions> rooms = in.take(
                "rooms",
                Map.of(),
                NamedEntries.of(NAMED, (name, entry, at) -> room(name, entry, at, accounts, accountNames)));
        // A name whose entry is wrong is a name all the same: one mistake is one problem.
        Set<String> roomNames = names(members, "rooms");
        List<FixedRoute> routes = in.take(
                "routes", List.of(), ValueReaders.list((entry, at) -> route(entry, at, roomNames), "a list of routes"));
        List<String> defaults = in.take("defaults", EventNames.DEFAULTS, WORDS);
        Optional<Path> templates = in.take("templates", ValueReaders.path(folder));
        ChatOptions options = new ChatOptions(
                accounts,
                rooms,
                routes,
                defaults,
                templates,
                in.take("max_age", MAX_AGE, Amounts.DURATION_ABOVE_ZERO),
                in.take(
                        "on_doubt",
                        ChatOptions.OnDoubt.AGAIN,
                        ValueReaders.choice(ChatOptions.OnDoubt.values(), false)),
                in.take("public", true, ValueReaders.FLAG),
                in.take("dashboard_url", ChatOptionsReader::dashboard),
                in.take("slow_hook", SLOW_HOOK, Amounts.DURATION_ABOVE_ZERO),
                ShownChat.of(members, rooms));
        in.finish();
        return Optional.of(options);
    }

    /** Returns the names in an object of entries, those of wrong entries too. */
    private static Set<String> names(JsonNode.Members section, String key) {
        return section.values().stream()
                .filter(member -> member.name().equals(key))
                .flatMap(member -> member.value() instanceof JsonNode.Members entries
                        ? entries.values().stream()
                        : Stream.<JsonNode.Member>empty())
                .map(JsonNode.Member::name)
                .collect(Collectors.toSet());
    }

    private Optional<AccountOptions> account(String name, JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: the kind of the account and its log-in");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<RoomKind> kind = kind(in, node, place);
        List<String> admins = in.take(
                "admins", List.of(), ValueReaders.list((one, at) -> admin(one, at, kind), "a list of identities"));
        Optional<Login> login = kind.flatMap(found -> found.readLogin(in, secrets));
        if (kind.isPresent()) {
            in.finish();
        }
        if (!admins.isEmpty()) {
            login.flatMap(found -> kind.get().commandsFlaw(found))
                    .ifPresent(why ->
                            place.report().warning(ObjectReader.join(place.key(), "admins"), in.at("admins"), why));
        }
        return login.map(found -> new AccountOptions(name, found, admins));
    }

    private static Optional<String> admin(JsonNode node, KeyContext place, Optional<RoomKind> kind) {
        Optional<String> admin = ValueReaders.TEXT.read(node, place);
        Optional<String> flaw = admin.flatMap(name -> kind.flatMap(known -> known.adminFlaw(name)));
        flaw.ifPresent(why -> place.error(node, why));
        return flaw.isPresent() ? Optional.empty() : admin;
    }

    private Optional<RoomOptions> room(
            String name,
            JsonNode node,
            KeyContext place,
            Map<String, AccountOptions> accounts,
            Set<String> accountNames) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: an account and an address, or a kind and its url");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        boolean threads = in.take("threads", false, ValueReaders.FLAG);
        boolean isShort = in.take("style", false, ValueReaders.either("short", "full"));
        Optional<Duration> pace = in.take("pace", Amounts.DURATION_OR_ZERO);
        boolean silent = in.take("silent", false, ValueReaders.FLAG);
        Optional<String> account = in.take("account", ValueReaders.TEXT);
        if (account.isEmpty()) {
            Optional<RoomKind> kind = kind(in, node, place);
            Optional<Login> login = kind.flatMap(found -> found.readRoom(in, secrets));
            if (kind.isPresent()) {
                in.finish();
            }
            return login.map(found -> new RoomOptions(name, account, found, "", "", threads, isShort, pace, silent));
        }
        Optional<String> address = in.take("address", ChatOptionsReader::address);
        in.finish();
        AccountOptions known = accounts.get(account.get());
        if (known == null) {
            if (!accountNames.contains(account.get())) {
                place.report()
                        .error(
                                ObjectReader.join(place.key(), "account"),
                                in.at("account"),
                                "no such account" + known(accountNames));
            }
            return Optional.empty();
        }
        if (address.isEmpty()) {
            place.error(node, "a room of an account needs its \"address\" at the service");
            return Optional.empty();
        }
        RoomKind kind = Objects.requireNonNull(kinds.get(known.kind()));
        Optional<String> flaw = kind.addressFlaw(address.get());
        if (flaw.isPresent()) {
            place.report().error(ObjectReader.join(place.key(), "address"), in.at("address"), flaw.get());
            return Optional.empty();
        }
        String shown = kind.shownAddress(address.get());
        return Optional.of(
                new RoomOptions(name, account, known.login(), address.get(), shown, threads, isShort, pace, silent));
    }

    /** Reads an address, or a list of addresses where the kind has rooms of several recipients. */
    private static Optional<String> address(JsonNode node, KeyContext place) {
        return node instanceof JsonNode.Items
                ? ValueReaders.list(ValueReaders.TEXT, "a list of addresses")
                        .read(node, place)
                        .map(all -> String.join(", ", all))
                : ValueReaders.TEXT.read(node, place);
    }

    private Optional<RoomKind> kind(ObjectReader in, JsonNode node, KeyContext place) {
        Optional<String> word = in.take("kind", ValueReaders.TEXT);
        if (word.isEmpty()) {
            place.error(node, "\"kind\" is missing" + known(kinds.keySet()));
            return Optional.empty();
        }
        RoomKind kind = kinds.get(word.get());
        if (kind == null) {
            place.report()
                    .error(
                            ObjectReader.join(place.key(), "kind"),
                            in.at("kind"),
                            "no such kind" + known(kinds.keySet()));
        }
        return Optional.ofNullable(kind);
    }

    private Optional<FixedRoute> route(JsonNode node, KeyContext place, Set<String> rooms) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(
                    node, place, "a route like {\"repo\": \"acme/site\", \"room\": \"dev\", \"events\": [\"push\"]}");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<String> repo = in.take("repo", REPO);
        Optional<String> room = in.take("room", ValueReaders.TEXT).filter(name -> isRoom(name, rooms, in, place));
        Optional<List<String>> words = in.take("events", WORDS);
        in.finish();
        if (!in.has("repo")) {
            place.error(node, "\"repo\" is missing: owner/name or owner/*");
        }
        if (!in.has("room")) {
            place.error(node, "\"room\" is missing: the name of a room");
        }
        if (!in.has("events") || words.filter(List::isEmpty).isPresent()) {
            place.error(node, "a route needs at least one event word in \"events\"");
            return Optional.empty();
        }
        words.map(texts -> EventWords.parse(texts, EventNames.ALL).words())
                .filter(parsed -> !parsed.hasEvent())
                .ifPresent(parsed -> place.report()
                        .warning(
                                ObjectReader.join(place.key(), "events"),
                                in.at("events"),
                                "no word says which events are wanted, so this route says nothing"));
        return repo.flatMap(known -> room.flatMap(name -> words.map(events -> new FixedRoute(known, name, events))));
    }

    private static boolean isRoom(String name, Set<String> rooms, ObjectReader in, KeyContext place) {
        boolean isKnown = rooms.contains(name);
        if (!isKnown) {
            place.report()
                    .error(
                            ObjectReader.join(place.key(), "room"),
                            in.at("room"),
                            "no room of this name" + known(rooms));
        }
        return isKnown;
    }

    private static Optional<String> word(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, "an event word like \"push\" or \"-bots\"");
        }
        ParsedWords parsed = EventWords.parse(List.of(text.value()), EventNames.ALL);
        if (!parsed.troubles().isEmpty()) {
            place.error(node, parsed.troubles().get(0).advice());
            return Optional.empty();
        }
        parsed.doubts().forEach(doubt -> place.warning(node, doubt.advice()));
        return Optional.of(text.value());
    }

    private static Optional<String> dashboard(JsonNode node, KeyContext place) {
        String expected = "an address like \"https://hooks.example.org\"";
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        String address = text.value().endsWith("/")
                ? text.value().substring(0, text.value().length() - 1)
                : text.value();
        return DASHBOARD.matcher(address).matches() ? Optional.of(address) : ValueReaders.refuse(text, place, expected);
    }

    private static String known(Set<String> names) {
        return names.isEmpty()
                ? "; there is no other"
                : new TreeSet<>(new ArrayList<>(names)).stream().collect(Collectors.joining(", ", "; there are: ", ""));
    }
}
