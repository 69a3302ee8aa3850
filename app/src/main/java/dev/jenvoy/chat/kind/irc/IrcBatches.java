package dev.jenvoy.chat.kind.irc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The batches that are open: which answers belong to one label, which lines are history. Of the reading thread. */
final class IrcBatches {

    private static final int MAX_OPEN = 100;

    private record Open(String type, Optional<String> label, Optional<String> parent) {}

    private final Map<String, Open> open = new HashMap<>();

    void handle(IrcLine line) {
        if (!line.command().equals("BATCH") || line.param(0).length() < 2) {
            return;
        }
        String reference = line.param(0).substring(1);
        if (line.param(0).startsWith("-")) {
            open.remove(reference);
        } else if (open.size() < MAX_OPEN) {
            open.put(reference, new Open(line.param(1), line.tag("label"), line.tag("batch")));
        }
    }

    /** Returns the label that this line answers. */
    Optional<String> label(IrcLine line) {
        Optional<String> label = line.tag("label");
        Optional<String> batch = line.tag("batch");
        for (int depth = 0; label.isEmpty() && batch.isPresent() && depth < MAX_OPEN; depth++) {
            Open around = open.get(batch.get());
            label = around == null ? Optional.empty() : around.label;
            batch = around == null ? Optional.empty() : around.parent;
        }
        return label;
    }

    /** Returns whether the line is part of a batch that is no answer to us: history, or what a bouncer kept. */
    boolean isReplayed(IrcLine line) {
        Optional<String> batch = line.tag("batch");
        for (int depth = 0; batch.isPresent() && depth < MAX_OPEN; depth++) {
            Open around = open.get(batch.get());
            if (around == null || !around.type.equals("labeled-response")) {
                return true;
            }
            batch = around.parent;
        }
        return false;
    }
}
