package dev.jenvoy.config;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Position;
import java.util.List;
import java.util.Map;

/**
 * One reading of the configuration.
 *
 * @param result the configuration, or its problems
 * @param files all files it depends on as they were, the configuration itself first
 * @param positions where the values of the top-level keys begin; keys that are not in the file are missing
 */
record ReadConfig(LoadResult result, List<FileReader.Content> files, Map<String, Position> positions) {}
