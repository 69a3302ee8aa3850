/** Makes the text of a message: the built-in sentence or a template, fitted to what a service accepts. Knows no service. */
@NullMarked
package dev.jenvoy.chat.compose;

import org.jspecify.annotations.NullMarked;
