/** The sample payloads that the command {@code send} signs, the facts that fill them, and how a sender signs them. */
@NullMarked
package dev.jenvoy.sender.sample;

import org.jspecify.annotations.NullMarked;
