package dev.jenvoy.option;

import dev.jenvoy.option.secret.SecretReader;
import java.nio.file.Path;

/**
 * Holds what a reader of values may need beside their text.
 *
 * @param folder the folder of the file, which its paths are relative to
 * @param secrets reads the file's secrets
 * @param values the values of the keys that are declared before this one
 */
public record ReadContext(Path folder, SecretReader secrets, OptionValues values) {}
