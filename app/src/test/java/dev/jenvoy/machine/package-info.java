/** What tests need of the machine that they run on, and what they make of it. */
@org.jspecify.annotations.NullMarked
package dev.jenvoy.machine;
