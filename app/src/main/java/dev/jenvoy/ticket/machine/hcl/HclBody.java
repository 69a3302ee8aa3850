package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import java.util.List;
import java.util.Optional;

/**
 * What is in a file or between the braces of a block.
 *
 * @param attributes the attributes, in the order of the file; no name is there twice
 * @param blocks the blocks, in the order of the file
 * @param whole whether all of it could be read; if not, a problem was reported, and more may stand there
 */
public record HclBody(List<Attribute> attributes, List<Block> blocks, boolean whole) {

    public HclBody {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /**
     * A name with a value.
     *
     * @param value the value; empty if it could not be read, which was reported
     */
    public record Attribute(String name, Position at, Optional<JsonNode> value) {}

    /** A body with a type and labels. */
    public record Block(String type, Position at, List<Label> labels, HclBody body) {
        public Block {
            labels = List.copyOf(labels);
        }
    }

    /** A label of a block. */
    public record Label(String text, Position at) {}
}
