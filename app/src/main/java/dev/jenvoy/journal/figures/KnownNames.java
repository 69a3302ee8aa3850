package dev.jenvoy.journal.figures;

import java.util.Optional;

/** Names that one delivery has together. */
public record KnownNames(
        String source, String event, Optional<String> owner, Optional<String> repository, Optional<String> branch) {}
