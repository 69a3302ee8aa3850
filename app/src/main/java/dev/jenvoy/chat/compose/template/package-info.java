/**
 * Templates that users write: files, their rules and limits, and how their CommonMark becomes blocks. The only user of jmustache
 * and commonmark.
 */
@NullMarked
package dev.jenvoy.chat.compose.template;

import org.jspecify.annotations.NullMarked;
