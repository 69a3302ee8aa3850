/** What servers that share one journal say to it: which part of a delivery is whose, who comes first, and wishes. */
@NullMarked
package dev.jenvoy.journal.share;

import org.jspecify.annotations.NullMarked;
