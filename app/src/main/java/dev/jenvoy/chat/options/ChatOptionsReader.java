package dev.jenvoy.chat.options;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.chat.word.WordTrouble;
import dev.jenvoy.delivery.RepoPattern;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.NamedEntries;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
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
        Map<String, RoomOptions> rooms = in.take(
                "rooms", Map.of(), NamedEntries.of(NAMED, (name, entry, at) -> room(name, entry, at, accounts)));
        List<FixedRoute> routes = in.take(
                "routes",
                List.of(),
                ValueReaders.list((entry, at) -> route(entry, at, rooms.keySet()), "a list of routes"));
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

    private Optional<AccountOptions> account(String name, JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: the kind of the account and its log-in");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<RoomKind> kind = kind(in, node, place);
        List<String> admins =
                in.take("admins", List.of(), ValueReaders.list(ValueReaders.TEXT, "a list of identities"));
        Optional<Login> login = kind.flatMap(found -> found.readLogin(in, secrets));
        if (kind.isPresent()) {
            in.finish();
        }
        return login.map(found -> new AccountOptions(name, found, admins));
    }

    private Optional<RoomOptions> room(
            String name, JsonNode node, KeyContext place, Map<String, AccountOptions> accounts) {
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
            place.report()
                    .error(
                            ObjectReader.join(place.key(), "account"),
                            in.at("account"),
                            "no such account" + known(accounts.keySet()));
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
        List<String> words = in.take("events", List.of(), WORDS);
        in.finish();
        if (repo.isPresent() && room.isPresent() && words.isEmpty()) {
            place.error(node, "a route needs at least one event word in \"events\"");
            return Optional.empty();
        }
        if (repo.isEmpty() && in.at("repo").equals(Position.NOWHERE)) {
            place.error(node, "\"repo\" is missing: owner/name or owner/*");
        }
        return repo.flatMap(known -> room.map(place2 -> new FixedRoute(known, place2, words)));
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
        List<WordTrouble> troubles =
                EventWords.parse(List.of(text.value()), EventNames.ALL).troubles();
        if (!troubles.isEmpty()) {
            place.error(node, troubles.get(0).advice());
            return Optional.empty();
        }
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
