/** The sample payloads of the command {@code send}, and the facts that they are filled with. */
@NullMarked
package dev.jenvoy.cli.send.sample;

import org.jspecify.annotations.NullMarked;
