/** What the composition root knows of the servers that share a journal. */
@NullMarked
package dev.jenvoy.app.cluster;

import org.jspecify.annotations.NullMarked;
