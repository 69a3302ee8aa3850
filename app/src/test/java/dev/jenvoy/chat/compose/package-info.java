/** Tests of what rooms read: sentences, layouts, cuts, and templates in place of them. */
@NullMarked
package dev.jenvoy.chat.compose;

import org.jspecify.annotations.NullMarked;
