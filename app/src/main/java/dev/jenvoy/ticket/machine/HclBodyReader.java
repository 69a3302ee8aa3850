package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Spelling;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.hcl.HclBody;
import dev.jenvoy.ticket.machine.hcl.HclBody.Attribute;
import dev.jenvoy.ticket.machine.hcl.HclBody.Block;
import dev.jenvoy.ticket.machine.hcl.HclSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a body whose attributes and blocks are known, and reports all others. */
final class HclBodyReader {

    private final String subject;
    private final Position at;
    private final HclBody body;
    private final HclSchema schema;
    private final FileProblems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean whole;

    /**
     * @param subject what the body belongs to, for messages
     * @param at where that begins
     * @param schema the blocks that may stand in it
     */
    HclBodyReader(String subject, Position at, HclBody body, HclSchema schema, FileProblems problems) {
        this.subject = subject;
        this.at = at;
        this.body = body;
        this.schema = schema;
        this.problems = problems;
        this.whole = body.whole();
    }

    /** Returns whether all that was asked for could be read. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the value of an attribute that must be there; empty, and reported, if it is not. */
    Optional<JsonNode> attribute(String name) {
        known.add(name);
        Optional<Attribute> attribute = find(name);
        Optional<JsonNode> value = attribute.flatMap(Attribute::value);
        if (attribute.isEmpty() && body.whole()) {
            problems.error("missing_attribute", at, subject + " has no " + name);
        }
        whole &= value.isPresent();
        return value;
    }

    private Optional<Attribute> find(String name) {
        return body.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    /** Returns an attribute's text. A number or a flag counts as the text that it is written with. */
    Optional<StateFile.Word> text(String name) {
        return attribute(name).flatMap(value -> {
            Optional<StateFile.Word> text = word(value);
            if (text.isEmpty()) {
                problems.error("wrong_type", value.at(), "expected a text for " + name + ", found " + value.kind());
                whole = false;
            }
            return text;
        });
    }

    static Optional<StateFile.Word> word(JsonNode value) {
        if (value instanceof JsonNode.Text text) {
            return Optional.of(new StateFile.Word(text.value(), text.at()));
        }
        if (value instanceof JsonNode.Digits digits) {
            return Optional.of(new StateFile.Word(digits.value(), digits.at()));
        }
        return value instanceof JsonNode.Flag flag
                ? Optional.of(new StateFile.Word(String.valueOf(flag.value()), flag.at()))
                : Optional.empty();
    }

    /** Returns the blocks of a type, without those of another number of labels, which are reported. */
    List<Block> blocks(String type) {
        known.add(type);
        List<Block> good = new ArrayList<>();
        HclSchema.BlockType expected = schema.blocks().get(type);
        for (Block block : body.blocks()) {
            if (expected != null && block.type().equals(type)) {
                if (block.labels().size() == expected.labels()) {
                    good.add(block);
                } else {
                    whole = false;
                    problems.error(
                            "labels",
                            block.at(),
                            "expected " + labels(expected.labels()) + " behind " + type + ", found "
                                    + block.labels().size());
                }
            }
        }
        return good;
    }

    private static String labels(int number) {
        return number == 1 ? "1 label" : number + " labels";
    }

    /**
     * Returns the one block of a type.
     *
     * @param required whether it is reported if it is missing
     */
    Optional<Block> block(String type, boolean required) {
        List<Block> blocks = blocks(type);
        boolean isThere = body.blocks().stream().anyMatch(block -> block.type().equals(type));
        if (!isThere && required && body.whole()) {
            problems.error("missing_block", at, subject + " has no " + type);
        }
        blocks.stream()
                .skip(1)
                .forEach(block -> problems.error(
                        "block_twice",
                        block.at(),
                        subject + " has " + type + " twice; the first is in line "
                                + blocks.get(0).at().line()));
        whole &= isThere || !required;
        return blocks.stream().findFirst();
    }

    /** Reports what was not asked for. */
    void finish() {
        for (Attribute attribute : body.attributes()) {
            if (!known.contains(attribute.name())) {
                unknown("unknown_attribute", attribute.name(), attribute.at());
            }
        }
        for (Block block : body.blocks()) {
            if (!schema.blocks().containsKey(block.type())) {
                unknown("unknown_block", block.type(), block.at());
            }
        }
    }

    private void unknown(String code, String name, Position where) {
        boolean isMisplaced = known.contains(name);
        String hint = isMisplaced
                ? schema.blocks().containsKey(name)
                        ? "; " + name + " is a block: write it with braces and without ="
                        : "; " + name + " is an attribute: write it with ="
                : Spelling.nearest(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
        problems.error(code, where, FileProblems.quoted(name) + " does not belong in " + subject + hint);
    }
}
