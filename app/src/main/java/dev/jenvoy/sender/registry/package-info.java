/** Makes each sender from its options. The only package that knows all of them. */
@NullMarked
package dev.jenvoy.sender.registry;

import org.jspecify.annotations.NullMarked;
