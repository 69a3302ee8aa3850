/** Payloads as trees of limited size, for those who want to know more than the facts. */
@NullMarked
package dev.jenvoy.sender.tree;

import org.jspecify.annotations.NullMarked;
