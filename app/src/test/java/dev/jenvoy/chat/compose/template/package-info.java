/** Tests of templates: which file counts, what is rejected, limits, and that a value is never markup. */
@NullMarked
package dev.jenvoy.chat.compose.template;

import org.jspecify.annotations.NullMarked;
