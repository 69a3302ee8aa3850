/** Dispatch against a real journal, with actions that the tests hold in their hands. */
@NullMarked
package dev.jenvoy.dispatch;

import org.jspecify.annotations.NullMarked;
