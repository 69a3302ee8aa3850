/** The command that shows who changed what. */
@NullMarked
package dev.jenvoy.cli.audit;

import org.jspecify.annotations.NullMarked;
