/** The facade of everything that a server keeps. The composition root gets an implementation; all others see contracts. */
@NullMarked
package dev.jenvoy.journal.storage;

import org.jspecify.annotations.NullMarked;
