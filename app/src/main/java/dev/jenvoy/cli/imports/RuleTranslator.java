package dev.jenvoy.cli.imports;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Translates a trigger rule: what proves who sent the request becomes a proof, everything else the condition {@code when}. A
 * rule in which both are alternatives of each other has no equivalent.
 */
final class RuleTranslator {

    private RuleTranslator() {}

    /**
     * A translated rule.
     *
     * @param ways the ways to prove a request, of which any is enough; one empty way where nothing is proven
     * @param when the condition; empty if there is no condition
     */
    record Split(List<ProofWay> ways, String when) {

        Split {
            ways = List.copyOf(ways);
        }

        static final Split NOTHING = new Split(List.of(ProofWay.NONE), "");

        boolean provesNothing() {
            return ways.stream().anyMatch(way -> way.parts().isEmpty());
        }
    }

    /** Translates a rule. */
    static Split split(JsonObject rule) throws NotCarried {
        if (!hasProof(rule)) {
            return new Split(List.of(ProofWay.NONE), condition(rule));
        }
        if (rule.has("and")) {
            Split all = Split.NOTHING;
            for (JsonObject part : parts(rule, "and")) {
                all = both(all, split(part));
            }
            return all;
        }
        if (rule.has("or")) {
            return any(parts(rule, "or"));
        }
        if (rule.has("not")) {
            throw new NotCarried("a rule that says \"not\" of a signature, a token or an address has no equivalent");
        }
        return new Split(ProofWay.of(match(rule)), "");
    }

    private static Split both(Split one, Split other) throws NotCarried {
        List<ProofWay> ways = new ArrayList<>();
        for (ProofWay first : one.ways()) {
            for (ProofWay second : other.ways()) {
                ways.add(first.and(second));
            }
        }
        List<String> conditions = new ArrayList<>();
        conditions.addAll(one.when().isEmpty() ? List.of() : List.of(one.when()));
        conditions.addAll(other.when().isEmpty() ? List.of() : List.of(other.when()));
        return new Split(ways, conditions.isEmpty() ? "" : CelText.all(conditions));
    }

    /** Joins alternatives that differ only in their proof, or only in their condition. */
    private static Split any(List<JsonObject> parts) throws NotCarried {
        List<Split> splits = new ArrayList<>();
        for (JsonObject part : parts) {
            splits.add(split(part));
        }
        Set<ProofWay> ways = new LinkedHashSet<>();
        Set<String> conditions = new LinkedHashSet<>();
        boolean sameWays = true;
        for (Split split : splits) {
            sameWays &= split.ways().equals(splits.get(0).ways());
            ways.addAll(split.ways());
            conditions.add(split.when());
        }
        if (conditions.size() == 1) {
            return new Split(List.copyOf(ways), conditions.iterator().next());
        }
        if (sameWays && !conditions.contains("")) {
            return new Split(splits.get(0).ways(), CelText.any(List.copyOf(conditions)));
        }
        throw new NotCarried("alternatives with different proofs and different conditions: write an endpoint for each");
    }

    private static boolean hasProof(JsonObject rule) throws NotCarried {
        for (String key : List.of("and", "or")) {
            if (rule.has(key)) {
                for (JsonObject part : parts(rule, key)) {
                    if (hasProof(part)) {
                        return true;
                    }
                }
                return false;
            }
        }
        return rule.has("not") ? hasProof(HooksFile.object(rule, "not")) : ProofWay.isProof(match(rule));
    }

    private static String condition(JsonObject rule) throws NotCarried {
        if (rule.has("and") || rule.has("or")) {
            boolean and = rule.has("and");
            List<String> conditions = new ArrayList<>();
            for (JsonObject part : parts(rule, and ? "and" : "or")) {
                conditions.add(condition(part));
            }
            return and ? CelText.all(conditions) : CelText.any(conditions);
        }
        if (rule.has("not")) {
            JsonObject part = HooksFile.object(rule, "not");
            // A value that is missing makes the whole rule false there, not true.
            List<String> conditions = new ArrayList<>(present(part));
            conditions.add("!(" + condition(part) + ")");
            return CelText.all(conditions);
        }
        JsonObject match = match(rule);
        RequestReference reference = RequestReference.of(HooksFile.object(match, "parameter"));
        String text = "string(" + reference.value() + ")";
        return switch (HooksFile.text(match, "type")) {
            case "value" -> reference.where(text + " == " + CelText.quoted(HooksFile.text(match, "value")));
            case "regex" -> reference.where(text + ".matches(" + CelText.quoted(HooksFile.text(match, "regex")) + ")");
            default ->
                throw new NotCarried("there is no equivalent of the rule \"" + HooksFile.text(match, "type") + "\"");
        };
    }

    private static Set<String> present(JsonObject rule) throws NotCarried {
        Set<String> all = new LinkedHashSet<>();
        for (String key : List.of("and", "or")) {
            if (rule.has(key)) {
                for (JsonObject part : parts(rule, key)) {
                    all.addAll(present(part));
                }
                return all;
            }
        }
        return rule.has("not")
                ? present(HooksFile.object(rule, "not"))
                : new LinkedHashSet<>(RequestReference.of(HooksFile.object(match(rule), "parameter"))
                        .present());
    }

    private static JsonObject match(JsonObject rule) throws NotCarried {
        if (!rule.has("match")) {
            throw new NotCarried("a rule has none of \"and\", \"or\", \"not\" and \"match\"");
        }
        return HooksFile.object(rule, "match");
    }

    private static List<JsonObject> parts(JsonObject rule, String key) throws NotCarried {
        List<JsonObject> parts = new ArrayList<>();
        for (JsonElement part : HooksFile.list(rule, key)) {
            if (!part.isJsonObject()) {
                throw new NotCarried("\"" + key + "\" has something that is no rule");
            }
            parts.add(part.getAsJsonObject());
        }
        return parts;
    }
}
