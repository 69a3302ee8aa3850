/**
 * Reads the part of HCL's native syntax that has only plain values, and the same in HCL's JSON, with the place of each part and
 * every problem at once. Knows no state machine.
 */
@NullMarked
package dev.jenvoy.ticket.machine.hcl;

import org.jspecify.annotations.NullMarked;
