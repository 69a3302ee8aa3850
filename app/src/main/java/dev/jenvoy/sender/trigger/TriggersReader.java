package dev.jenvoy.sender.trigger;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code TRIGGERS}. */
final class TriggersReader {

    private static final Option<Secrets> TOKEN =
            Options.secrets("token").live("Shared secrets, any of which may sign.");
    private static final Option<Integer> ITERATIONS = TriggerOptions.ITERATIONS.inheritedAs("iterations");
    private static final ValueReader<String> COMMAND = (node, place) -> {
        if (!(node instanceof JsonNode.Text text) || text.value().isBlank()) {
            return ValueReaders.wrong(node, place, "a shell command");
        }
        if (text.value().indexOf(0) >= 0) {
            place.error(node, "no command can hold a NUL character");
            return Optional.empty();
        }
        return Optional.of(text.value());
    };

    private static final Option<String> CMD = Options.of(
                    "cmd", ValueType.of("shell command", COMMAND, cmd -> Secrets.SET), "")
            .live("A shell command that runs besides the hooks.");

    private final ReadContext context;

    TriggersReader(ReadContext context) {
        this.context = context;
    }

    /** Reads {@code TRIGGERS}. */
    Optional<List<TriggerKey>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: {\"site:main\": {\"token\": \"env:NAME\"}}");
        }
        List<TriggerKey> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext entry = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            Optional<Target> target = Target.of(member.name());
            if (target.isEmpty()) {
                entry.report()
                        .error(
                                entry.key(),
                                member.nameAt(),
                                "expected \"REPO:BRANCH\", or \"REPO-BRANCH\" which is split at its last dash,"
                                        + " of names that git and CodeCommit allow");
            } else if (!known.add(target.get().repository() + ":" + target.get().branch())) {
                entry.report().error(entry.key(), member.nameAt(), "this repository and branch are there twice");
            } else {
                entry(member.value(), entry, target.get()).ifPresent(all::add);
            }
        }
        return Optional.of(all);
    }

    private Optional<TriggerKey> entry(JsonNode node, KeyContext place, Target target) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"token\": \"env:NAME\"}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        OptionValues values = OptionValues.readIfSet(List.of(TOKEN, CMD, ITERATIONS), section, context);
        Optional<Secrets> token = values.find(TOKEN);
        section.finish();
        if (token.filter(found -> !found.isEmpty()).isEmpty()) {
            if (token.isPresent() || section.at("token").equals(Position.NOWHERE)) {
                place.report()
                        .error(
                                ObjectReader.join(place.key(), "token"),
                                token.isPresent() ? section.at("token") : node.at(),
                                "a trigger without a token would let anybody in");
            }
            return Optional.empty();
        }
        return Optional.of(new TriggerKey(
                new Repository(target.repository()),
                new RefName(target.branch()),
                token.get(),
                values.find(CMD),
                values.find(ITERATIONS).orElseGet(() -> context.values().get(TriggerOptions.ITERATIONS))));
    }

    /** What a key names. Neither part can hold a colon; both can hold dashes. */
    private record Target(String repository, String branch) {

        static Optional<Target> of(String key) {
            int at = key.indexOf(':') >= 0 ? key.indexOf(':') : key.lastIndexOf('-');
            if (at < 0) {
                return Optional.empty();
            }
            Target target = new Target(key.substring(0, at), key.substring(at + 1));
            return Repository.isName(target.repository) && RefName.isName(target.branch)
                    ? Optional.of(target)
                    : Optional.empty();
        }
    }
}
