/**
 * Imports the hooks file of adnanh/webhook: reads its JSON or YAML, and writes endpoints, hooks and what could not be carried
 * over. Nothing else of Jenvoy knows that program.
 */
@CheckReturnValue
@NullMarked
package dev.jenvoy.cli.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
