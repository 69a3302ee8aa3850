package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.hcl.HclBody.Attribute;
import dev.jenvoy.ticket.machine.hcl.HclBody.Block;
import dev.jenvoy.ticket.machine.hcl.HclBody.Label;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads HCL's JSON. A block is a name with an object; each of its labels is a name with an object in between. Where there are
 * several blocks, a list of objects may stand in the place of an object. The name {@code //} is a comment. Strings are
 * taken as they are. A name twice in one object is an error, though HCL allows it for blocks.
 */
public final class HclJson {

    private static final String COMMENT = "//";

    private final FileProblems problems;

    private HclJson(FileProblems problems) {
        this.problems = problems;
    }

    /** Returns what is in the file; empty, and reported, if it is no JSON. */
    public static Optional<HclBody> read(ByteBuffer bytes, HclSchema schema, FileProblems problems) {
        ProblemCollector json = new ProblemCollector();
        Optional<JsonNode> node = JsonText.read(bytes, json);
        for (Problem problem : json.problems()) {
            String code = node.isPresent() ? "key_twice" : "syntax";
            problems.error(code, new Position(problem.line(), problem.column()), problem.message());
        }
        return node.filter(root -> isShallow(root, 1, problems)).map(root -> new HclJson(problems).body(root, schema));
    }

    private static boolean isShallow(JsonNode node, int depth, FileProblems problems) {
        List<JsonNode> children = children(node);
        if (depth > HclValues.MAX_DEPTH && !children.isEmpty()) {
            problems.error("too_deep", node.at(), "nested deeper than " + HclValues.MAX_DEPTH);
            return false;
        }
        boolean shallow = true;
        for (JsonNode child : children) {
            shallow &= isShallow(child, depth + 1, problems);
        }
        return shallow;
    }

    private static List<JsonNode> children(JsonNode node) {
        if (node instanceof JsonNode.Items items) {
            return items.values();
        }
        return node instanceof JsonNode.Members members
                ? members.values().stream().map(JsonNode.Member::value).toList()
                : List.of();
    }

    private HclBody body(JsonNode node, HclSchema schema) {
        List<Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Optional<List<JsonNode.Member>> members = members(node, "an object");
        for (JsonNode.Member member : members.orElse(List.of())) {
            HclSchema.BlockType type = schema.blocks().get(member.name());
            if (type != null) {
                addBlocks(new Label(member.name(), member.nameAt()), member.value(), type, List.of(), blocks);
            } else if (!member.name().equals(COMMENT)) {
                attributes.add(new Attribute(member.name(), member.nameAt(), Optional.of(member.value())));
            }
        }
        return new HclBody(attributes, blocks, members.isPresent());
    }

    private void addBlocks(
            Label type, JsonNode node, HclSchema.BlockType schema, List<Label> labels, List<Block> blocks) {
        if (labels.size() < schema.labels()) {
            String expected = "an object whose names are labels of " + type.text();
            for (JsonNode.Member member : members(node, expected).orElse(List.of())) {
                List<Label> more = new ArrayList<>(labels);
                more.add(new Label(member.name(), member.nameAt()));
                addBlocks(type, member.value(), schema, more, blocks);
            }
        } else if (node instanceof JsonNode.Items items) {
            items.values().forEach(item -> blocks.add(block(type, item, schema, labels)));
        } else if (!(node instanceof JsonNode.Nothing)) {
            blocks.add(block(type, node, schema, labels));
        }
    }

    private Block block(Label type, JsonNode node, HclSchema.BlockType schema, List<Label> labels) {
        return new Block(type.text(), type.at(), labels, body(node, schema.body()));
    }

    /** Returns the members of an object, or of all objects of a list. */
    private Optional<List<JsonNode.Member>> members(JsonNode node, String expected) {
        if (node instanceof JsonNode.Members members) {
            return Optional.of(members.values());
        }
        if (node instanceof JsonNode.Items items) {
            List<JsonNode.Member> all = new ArrayList<>();
            boolean whole = true;
            for (JsonNode item : items.values()) {
                if (item instanceof JsonNode.Members members) {
                    all.addAll(members.values());
                } else {
                    whole = wrong(item, expected);
                }
            }
            return whole ? Optional.of(all) : Optional.empty();
        }
        wrong(node, expected);
        return Optional.empty();
    }

    private boolean wrong(JsonNode node, String expected) {
        problems.error("wrong_type", node.at(), "expected " + expected + ", found " + node.kind());
        return false;
    }
}
