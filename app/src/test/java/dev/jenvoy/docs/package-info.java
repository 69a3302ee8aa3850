/** The pages of the repository hold together: links, anchors, keys, names of classes. */
@NullMarked
package dev.jenvoy.docs;

import org.jspecify.annotations.NullMarked;
