/**
 * The values of the domain: what arrived, who sent it, what it causes and how that ended, and the small interfaces
 * between those who cause work and those who run it. Immutable, validated on construction. Uses nothing else of Jenvoy.
 */
@NullMarked
package dev.jenvoy.delivery;

import org.jspecify.annotations.NullMarked;
