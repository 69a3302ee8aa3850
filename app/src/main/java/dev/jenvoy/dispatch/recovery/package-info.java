/** What a start finds unfinished in the journal, and what it does with it. */
@NullMarked
package dev.jenvoy.dispatch.recovery;

import org.jspecify.annotations.NullMarked;
