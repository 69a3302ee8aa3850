/** Tests of the repository's pages: links, anchors, keys, names of classes. */
@NullMarked
package dev.jenvoy.docs;

import org.jspecify.annotations.NullMarked;
