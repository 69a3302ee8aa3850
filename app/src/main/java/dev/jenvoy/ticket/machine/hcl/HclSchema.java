package dev.jenvoy.ticket.machine.hcl;

import java.util.Map;

/**
 * The types of blocks that a body may have. HCL's JSON cannot be read without knowing which names are blocks.
 *
 * @param blocks each type of block with the number of its labels and what its body may have
 */
public record HclSchema(Map<String, BlockType> blocks) {

    /** A body without blocks. */
    public static final HclSchema NO_BLOCKS = new HclSchema(Map.of());

    public HclSchema {
        blocks = Map.copyOf(blocks);
    }

    /** A type of block. */
    public record BlockType(int labels, HclSchema body) {}
}
