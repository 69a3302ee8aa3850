package dev.jenvoy.ticket.machine;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.machine.hcl.HclBody;
import dev.jenvoy.ticket.machine.hcl.HclBody.Block;
import dev.jenvoy.ticket.machine.hcl.HclSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the blocks of a state file. A project's {@code statemachine} is in its {@code provisioner}, as unotify reads it,
 * or beside it under the same label, as unotify's README shows it.
 */
final class StateFileReader {

    private static final String PROVISIONER = "provisioner";
    private static final String ALIASES = "aliasmapper";
    private static final String MACHINE = "statemachine";
    private static final String STATE = "state";

    private static final HclSchema STATES =
            new HclSchema(Map.of(STATE, new HclSchema.BlockType(2, HclSchema.NO_BLOCKS)));
    private static final HclSchema PARTS = new HclSchema(Map.of(
            ALIASES, new HclSchema.BlockType(1, HclSchema.NO_BLOCKS), MACHINE, new HclSchema.BlockType(1, STATES)));

    /** What may stand in a state file. */
    static final HclSchema SCHEMA = new HclSchema(
            Map.of(PROVISIONER, new HclSchema.BlockType(1, PARTS), MACHINE, new HclSchema.BlockType(1, STATES)));

    private final FileProblems problems;

    StateFileReader(FileProblems problems) {
        this.problems = problems;
    }

    /** Reads a file. What cannot be read is reported and left out. */
    StateFile read(HclBody file) {
        HclBodyReader in = new HclBodyReader("a state file", new Position(1, 1), file, SCHEMA, problems);
        List<Block> provisioners = in.blocks(PROVISIONER);
        List<Block> machines = in.blocks(MACHINE);
        in.finish();
        List<StateFile.Machine> apart = machines.stream().map(this::machine).toList();
        List<String> names =
                apart.stream().map(machine -> machine.name().folded()).toList();
        return new StateFile(
                provisioners.stream().map(block -> provisioner(block, names)).toList(), apart, in.isWhole());
    }

    private StateFile.Provisioner provisioner(Block block, List<String> machinesApart) {
        StateFile.Word name = label(block, 0);
        HclBodyReader in = reader(block, PARTS);
        Optional<Block> mapper = in.block(ALIASES, true);
        Optional<Block> machine = in.block(MACHINE, !machinesApart.contains(name.folded()));
        in.finish();
        return new StateFile.Provisioner(name, mapper.flatMap(this::aliases), machine.map(this::machine), in.isWhole());
    }

    private Optional<List<StateFile.Alias>> aliases(Block mapper) {
        HclBodyReader in = reader(mapper, HclSchema.NO_BLOCKS);
        Optional<JsonNode> object = in.attribute("aliases");
        in.finish();
        if (object.isEmpty()) {
            return Optional.empty();
        }
        if (!(object.get() instanceof JsonNode.Members members)) {
            problems.error(
                    "wrong_type",
                    object.get().at(),
                    "expected an object, { slug = \"status\", ... }, found "
                            + object.get().kind());
            return Optional.empty();
        }
        List<StateFile.Alias> aliases = new ArrayList<>();
        boolean whole = true;
        for (JsonNode.Member member : members.values()) {
            List<StateFile.Word> statuses = statuses(member.value());
            whole &= !statuses.isEmpty();
            aliases.add(new StateFile.Alias(new StateFile.Word(member.name(), member.nameAt()), statuses));
        }
        return whole ? Optional.of(aliases) : Optional.empty();
    }

    /** Returns one status or a list of them; empty if one of them is wrong. */
    private List<StateFile.Word> statuses(JsonNode value) {
        List<JsonNode> items = value instanceof JsonNode.Items list ? list.values() : List.of(value);
        List<StateFile.Word> statuses = new ArrayList<>();
        for (JsonNode item : items) {
            HclBodyReader.word(item).filter(word -> !word.text().isBlank()).ifPresent(statuses::add);
        }
        if (statuses.size() < items.size() || items.isEmpty()) {
            problems.error(
                    "wrong_type",
                    value.at(),
                    "expected the name of a status, \"id:\" and its id, or a list of them, found "
                            + (value instanceof JsonNode.Text ? "a blank string" : value.kind()));
            return List.of();
        }
        return statuses;
    }

    private StateFile.Machine machine(Block block) {
        HclBodyReader in = reader(block, STATES);
        Optional<StateFile.Word> initial = in.text("initial");
        List<StateFile.Step> steps = new ArrayList<>();
        List<Block> states = in.blocks(STATE);
        in.finish();
        boolean whole =
                block.body().whole() && states.size() == block.body().blocks().size();
        for (Block state : states) {
            HclBodyReader step = reader(state, HclSchema.NO_BLOCKS);
            Optional<StateFile.Word> target = step.text("transition");
            step.finish();
            whole &= target.isPresent();
            target.ifPresent(word -> steps.add(new StateFile.Step(label(state, 0), label(state, 1), word)));
        }
        return new StateFile.Machine(label(block, 0), initial, steps, whole);
    }

    private HclBodyReader reader(Block block, HclSchema schema) {
        return new HclBodyReader("this " + block.type(), block.at(), block.body(), schema, problems);
    }

    private static StateFile.Word label(Block block, int number) {
        HclBody.Label label = block.labels().get(number);
        return new StateFile.Word(label.text(), label.at());
    }
}
