/** Facts of a delivery that several senders read in the same way: names, repositories, addresses. */
@NullMarked
package dev.jenvoy.sender.facts;

import org.jspecify.annotations.NullMarked;
