/**
 * Several servers on one journal: who is there, which of them leads, when a server must stop, and what servers say to each
 * other. Knows nothing of deliveries; their entries are numbers here.
 */
@NullMarked
@CheckReturnValue
package dev.jenvoy.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
