package dev.jenvoy.config.sender;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code TRIGGERS}. */
final class TriggersReader {

    /** About a third of a second of one processor. */
    static final int MAX_ITERATIONS = 1_000_000;

    private static final ValueReader<Integer> COUNT = ValueReaders.number(1, MAX_ITERATIONS);
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

    private final SecretReader secrets;
    private final int iterations;

    /** @param iterations how often a signature is hashed where a trigger does not say it */
    TriggersReader(SecretReader secrets, int iterations) {
        this.secrets = secrets;
        this.iterations = iterations;
    }

    /** Reads {@code TRIGGERS}. */
    Optional<List<TriggerConfig>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: {\"site:main\": {\"token\": \"env:NAME\"}}");
        }
        List<TriggerConfig> all = new ArrayList<>();
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

    private Optional<TriggerConfig> entry(JsonNode node, KeyContext place, Target target) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"token\": \"env:NAME\"}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        Optional<Secrets> token = section.take("token", secrets::readAny);
        Optional<String> cmd = section.take("cmd", COMMAND);
        int own = section.take("iterations", iterations, COUNT);
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
        return Optional.of(new TriggerConfig(target.repository(), target.branch(), token.get(), cmd, own));
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
