/** The built-in sentences, in English: what a room reads when no template says something else. Knows no markup. */
@NullMarked
package dev.jenvoy.chat.compose.sentence;

import org.jspecify.annotations.NullMarked;
