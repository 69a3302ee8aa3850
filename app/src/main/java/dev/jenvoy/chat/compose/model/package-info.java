/** The model of a message under its documented names, for templates and for programs. */
@NullMarked
package dev.jenvoy.chat.compose.model;

import org.jspecify.annotations.NullMarked;
